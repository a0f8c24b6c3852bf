//! Prose in which a rule's examples are tried: nothing in it is boilerplate.

/// A title and four paragraphs of prose for each language.
pub(super) const PROSE: &[(&str, [&str; 5])] = &[
    (
        "en",
        [
            "A bridge for the town",
            "The council met on Tuesday evening and voted for the plan after a debate that lasted more than three hours. Most of the people who spoke had waited for this day since the old ferry was sold.",
            "Work on the bridge will start in the spring, the mayor said, and it should be finished before the winter storms. The money comes from the county and from a loan that the town will pay back over twenty years.",
            "Two members of the opposition said that they would ask for a second vote when the budget comes up in March. They fear that the costs will rise, as they did when the harbour was rebuilt.",
            "On the other side of the river, the owner of the mill was pleased with the news. His workers now drive forty minutes to a place that they can see from their kitchen windows.",
        ],
    ),
    (
        "de",
        [
            "Eine Brücke für die Stadt",
            "Der Rat hat am Dienstagabend getagt und nach einer Debatte von mehr als drei Stunden für den Plan gestimmt. Die meisten, die sprachen, hatten auf diesen Tag gewartet, seit die alte Fähre verkauft worden war.",
            "Die Arbeiten an der Brücke sollen im Frühjahr beginnen, sagte die Bürgermeisterin, und vor den Stürmen des Winters fertig sein. Das Geld kommt vom Kreis und aus einem Kredit, den die Stadt über zwanzig Jahre zurückzahlt.",
            "Zwei Mitglieder der Opposition kündigten an, dass sie eine zweite Abstimmung verlangen werden, wenn der Haushalt im März beraten wird. Sie fürchten, dass die Kosten steigen, wie es schon bei dem Umbau des Hafens war.",
            "Auf der anderen Seite des Flusses freute sich der Besitzer der Mühle über die Nachricht. Seine Arbeiter fahren heute vierzig Minuten zu einem Ort, den sie aus ihrem Küchenfenster sehen können.",
        ],
    ),
    (
        "fr",
        [
            "Un pont pour la ville",
            "Le conseil s'est réuni mardi soir et il a voté le plan après un débat qui a duré plus de trois heures. La plupart de ceux qui ont parlé attendaient ce jour depuis que le vieux bac avait été vendu.",
            "Les travaux du pont commenceront au printemps, a dit la maire, et ils devraient être finis avant les tempêtes de l'hiver. L'argent vient du département et d'un emprunt que la ville remboursera sur vingt ans.",
            "Deux membres de l'opposition ont dit qu'ils demanderaient un second vote quand le budget sera discuté en mars. Ils craignent que les coûts ne montent, comme ils l'ont fait quand le port a été reconstruit.",
            "De l'autre côté du fleuve, le patron du moulin était heureux de la nouvelle. Ses ouvriers font aujourd'hui quarante minutes de route vers un lieu qu'ils voient de la fenêtre de leur cuisine.",
        ],
    ),
    (
        "es",
        [
            "Un puente para la villa",
            "El consejo se reunió el martes por la noche y votó a favor del plan tras un debate que duró más de tres horas. La mayoría de los que hablaron esperaba este día desde que se vendió el viejo transbordador.",
            "Las obras del puente empezarán en primavera, dijo la alcaldesa, y deberían terminar antes de los temporales del invierno. El dinero viene de la provincia y de un préstamo que la villa devolverá en veinte años.",
            "Dos miembros de la oposición dijeron que pedirán una segunda votación cuando el presupuesto se discuta en marzo. Temen que los costes suban, como pasó cuando se reconstruyó el puerto.",
            "Al otro lado del río, el dueño del molino estaba contento con la noticia. Sus obreros conducen ahora cuarenta minutos hasta un lugar que ven desde la ventana de su cocina.",
        ],
    ),
    (
        "it",
        [
            "Un ponte per la città",
            "Il consiglio si è riunito martedì sera e ha votato il piano dopo un dibattito che è durato più di tre ore. La maggior parte di chi ha parlato aspettava questo giorno da quando il vecchio traghetto era stato venduto.",
            "I lavori del ponte cominceranno in primavera, ha detto la sindaca, e dovrebbero finire prima delle tempeste dell'inverno. I soldi vengono dalla provincia e da un prestito che la città restituirà in vent'anni.",
            "Due membri dell'opposizione hanno detto che chiederanno un secondo voto quando il bilancio sarà discusso a marzo. Temono che i costi salgano, come è successo quando il porto è stato ricostruito.",
            "Dall'altra parte del fiume, il padrone del mulino era contento della notizia. I suoi operai guidano oggi quaranta minuti fino a un posto che vedono dalla finestra della cucina.",
        ],
    ),
    (
        "pt",
        [
            "Uma ponte para a vila",
            "O conselho reuniu-se na noite de terça-feira e votou a favor do plano depois de um debate que durou mais de três horas. A maior parte dos que falaram esperava por este dia desde que a velha balsa foi vendida.",
            "As obras da ponte vão começar na primavera, disse a prefeita, e devem terminar antes das tempestades do inverno. O dinheiro vem do estado e de um empréstimo que a vila vai pagar ao longo de vinte anos.",
            "Dois membros da oposição disseram que vão pedir uma segunda votação quando o orçamento for discutido em março. Eles temem que os custos subam, como aconteceu quando o porto foi reconstruído.",
            "Do outro lado do rio, o dono do moinho ficou contente com a notícia. Os seus operários dirigem hoje quarenta minutos até um lugar que veem da janela da cozinha.",
        ],
    ),
    (
        "nl",
        [
            "Een brug voor de stad",
            "De raad kwam dinsdagavond bijeen en stemde voor het plan na een debat dat meer dan drie uur duurde. De meeste mensen die spraken hadden op deze dag gewacht sinds de oude veerboot was verkocht.",
            "Het werk aan de brug begint in het voorjaar, zei de burgemeester, en het moet klaar zijn voor de stormen van de winter. Het geld komt van de provincie en van een lening die de stad in twintig jaar terugbetaalt.",
            "Twee leden van de oppositie zeiden dat zij om een tweede stemming zullen vragen als de begroting in maart aan de orde komt. Zij vrezen dat de kosten stijgen, zoals toen de haven werd herbouwd.",
            "Aan de andere kant van de rivier was de eigenaar van de molen blij met het nieuws. Zijn arbeiders rijden nu veertig minuten naar een plek die zij uit hun keukenraam kunnen zien.",
        ],
    ),
    (
        "pl",
        [
            "Most dla miasta",
            "Rada zebrała się we wtorek wieczorem i po debacie, która trwała ponad trzy godziny, głosowała za planem. Większość z tych, którzy mówili, czekała na ten dzień od czasu, gdy stary prom został sprzedany.",
            "Prace przy moście zaczną się na wiosnę, powiedziała burmistrz, i powinny się skończyć przed burzami zimy. Pieniądze są z powiatu i z kredytu, który miasto będzie spłacać przez dwadzieścia lat.",
            "Dwaj członkowie opozycji powiedzieli, że poproszą o drugie głosowanie, kiedy w marcu będzie mowa o budżecie. Boją się, że koszty wzrosną, tak jak to było, gdy port był odbudowywany.",
            "Po drugiej stronie rzeki właściciel młyna był zadowolony z tej wiadomości. Jego robotnicy jadą teraz czterdzieści minut do miejsca, które widzą z okna swojej kuchni.",
        ],
    ),
    (
        "ru",
        [
            "Мост для города",
            "Совет собрался во вторник вечером и после споров, которые шли больше трёх часов, проголосовал за план. Почти все, кто говорил, ждали этого дня с тех пор, как был продан старый паром.",
            "Работы на мосту начнутся весной, сказала мэр, и они должны быть закончены до зимних бурь. Деньги даёт область, а часть их город взял в долг и будет отдавать двадцать лет.",
            "Два члена оппозиции сказали, что они потребуют второго голосования, когда в марте будет обсуждаться бюджет. Они боятся, что расходы вырастут, как это было при перестройке порта.",
            "На другом берегу реки хозяин мельницы был рад этой новости. Его рабочие едут теперь сорок минут до места, которое они видят из окна своей кухни.",
        ],
    ),
    (
        "tr",
        [
            "Kasaba için bir köprü",
            "Meclis salı akşamı toplandı ve üç saatten daha uzun süren bir tartışmadan sonra plan için oy verdi. Konuşanların çoğu, eski vapur satıldığından beri bu günü bekliyordu.",
            "Başkan, köprü için çalışmaların ilkbaharda başlayacağını ve kış fırtınalarından önce bitmesi gerektiğini söyledi. Para ilden ve kasabanın yirmi yıl içinde ödeyeceği bir krediden geliyor.",
            "Muhalefetten iki üye, bütçe mart ayında görüşüldüğü zaman ikinci bir oylama isteyeceklerini söyledi. Liman yeniden yapıldığı zaman olduğu gibi, masrafların artacağından korkuyorlar.",
            "Nehrin öbür yakasında değirmenin sahibi bu haber için çok sevindi. Onun işçileri şimdi mutfak pencerelerinden gördükleri bir yere kadar kırk dakika araba sürüyor.",
        ],
    ),
    (
        "zh",
        [
            "小镇的一座桥",
            "市议会周二晚上开会，经过三个多小时的辩论之后，投票通过了这项计划。发言的人大多数从旧渡船被卖掉的那一天起，就一直在等待这个日子，很多人带着孩子来到会场，一直坐到深夜才离开。",
            "市长说，桥的工程将在春天开始，应该在冬天的暴风雨到来之前完成。钱来自县里，还有一部分是小镇要用二十年时间来偿还的贷款，利息并不高，镇上的居民不必为此多交一分钱的税。",
            "两位反对派的议员说，三月份讨论预算的时候，他们将要求再投一次票。他们担心费用会像当年重建港口时那样上涨，那一次的工程比原来的计划多花了一倍的钱，也晚了整整两年。",
            "在河的对岸，磨坊的主人对这个消息感到很高兴。他的工人现在要开车四十分钟，才能到达一个从他们厨房的窗户里就能看见的地方，冬天路上结冰的时候，花的时间还要更长。",
        ],
    ),
    (
        "ja",
        [
            "町に架かる橋",
            "町議会は火曜日の夜に開かれ、三時間を超える議論の末にこの計画を可決した。発言した人の多くは、古い渡し船が売られた時からこの日を待っていた。子どもを連れて来た人も多く、会場は夜遅くまで人でいっぱいだった。",
            "橋の工事は春に始まり、冬の嵐が来る前に終わる予定だと町長は話した。費用は県が出し、残りは町が二十年かけて返す借金でまかなわれる。利子は高くないので、町の人が払う税金が増えることはないという。",
            "野党の議員二人は、三月に予算が話し合われる時にもう一度投票を求めると述べた。港が造り直された時のように、費用が増えることを心配している。あの時は計画の二倍の金がかかり、完成も二年遅れた。",
            "川の向こう側では、水車小屋の主人がこの知らせを喜んでいた。そこで働く人たちは今、台所の窓から見える場所まで車で四十分もかけて通っている。冬に道が凍ると、もっと長い時間がかかることもある。",
        ],
    ),
    (
        "ar",
        [
            "جسر للمدينة",
            "اجتمع المجلس مساء الثلاثاء وصوت لصالح الخطة بعد نقاش استمر أكثر من ثلاث ساعات. وكان معظم الذين تحدثوا ينتظرون هذا اليوم منذ أن بيعت العبارة القديمة التي كانت تعبر النهر كل صباح.",
            "وقالت رئيسة البلدية إن العمل في الجسر سيبدأ في الربيع وإنه يجب أن ينتهي قبل عواصف الشتاء. ويأتي المال من المحافظة ومن قرض سوف تسدده المدينة على مدى عشرين سنة من دون أن تزيد الضرائب على السكان.",
            "وقال اثنان من أعضاء المعارضة إنهما سيطلبان تصويتا ثانيا عندما تناقش الميزانية في شهر مارس. وهما يخشيان أن ترتفع التكاليف كما حدث عندما أعيد بناء الميناء قبل عشر سنوات في عهد المجلس السابق.",
            "وعلى الضفة الأخرى من النهر كان صاحب الطاحونة سعيدا بهذا الخبر. فالعمال الذين يعملون عنده يقودون اليوم أربعين دقيقة إلى مكان يرونه من نوافذ مطابخهم في كل يوم من أيام السنة.",
        ],
    ),
];
