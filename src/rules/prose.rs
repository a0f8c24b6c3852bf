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
    (
        "sv",
        [
            "En bro till staden",
            "Fullmäktige möttes på tisdagskvällen och röstade för planen efter en debatt som varade i mer än tre timmar. De flesta som talade hade väntat på den här dagen ända sedan den gamla färjan såldes.",
            "Arbetet med bron ska börja i vår, sade borgmästaren, och det bör vara klart före vinterns stormar. Pengarna kommer från regionen och från ett lån som staden ska betala tillbaka på tjugo år.",
            "Två ledamöter av oppositionen sade att de kommer att begära en andra omröstning när budgeten tas upp i mars. De är rädda för att kostnaderna ska stiga, så som de gjorde när hamnen byggdes om.",
            "På andra sidan älven var kvarnens ägare glad över nyheten. Hans arbetare kör nu fyrtio minuter till en plats som de kan se från sina köksfönster.",
        ],
    ),
    (
        "no",
        [
            "En bro til byen",
            "Bystyret møttes tirsdag kveld og stemte for planen etter en debatt som varte i mer enn tre timer. De fleste av dem som tok ordet, hadde ventet på denne dagen helt siden den gamle fergen ble solgt.",
            "Arbeidet med broen skal begynne til våren, sa ordføreren, og det bør være ferdig før vinterstormene kommer. Pengene kommer fra fylket og fra et lån som byen skal betale tilbake i løpet av tjue år.",
            "To medlemmer av opposisjonen sa at de vil be om en ny avstemning når budsjettet skal behandles i mars. De frykter at kostnadene vil stige, slik de gjorde da havna ble bygd om.",
            "På den andre siden av elva var eieren av mølla glad for nyheten. Arbeiderne hans kjører nå førti minutter til et sted som de kan se fra kjøkkenvinduene sine.",
        ],
    ),
    (
        "da",
        [
            "En bro til byen",
            "Byrådet mødtes tirsdag aften og stemte for planen efter en debat, der varede mere end tre timer. De fleste af dem, der tog ordet, havde ventet på denne dag, lige siden den gamle færge blev solgt.",
            "Arbejdet med broen skal begynde til foråret, sagde borgmesteren, og det bør være færdigt, før vinterens storme kommer. Pengene kommer fra regionen og fra et lån, som byen skal betale tilbage over tyve år.",
            "To medlemmer af oppositionen sagde, at de vil bede om en ny afstemning, når budgettet skal behandles i marts. De frygter, at udgifterne vil stige, ligesom de gjorde, da havnen blev bygget om.",
            "På den anden side af åen var ejeren af møllen glad for nyheden. Hans arbejdere kører nu fyrre minutter til et sted, som de kan se fra deres køkkenvinduer.",
        ],
    ),
    (
        "fi",
        [
            "Silta kaupungille",
            "Valtuusto kokoontui tiistai-iltana ja äänesti suunnitelman puolesta yli kolme tuntia kestäneen keskustelun jälkeen. Useimmat puhujista olivat odottaneet tätä päivää siitä asti, kun vanha lautta myytiin.",
            "Työt sillalla alkavat keväällä, sanoi kaupunginjohtaja, ja niiden pitäisi olla valmiina ennen talven myrskyjä. Rahat tulevat maakunnalta ja lainasta, jonka kaupunki maksaa takaisin kahdenkymmenen vuoden aikana.",
            "Kaksi opposition jäsentä sanoi, että he vaativat toista äänestystä, kun talousarvio on käsittelyssä maaliskuussa. He pelkäävät, että kustannukset nousevat, niin kuin kävi silloin, kun satama rakennettiin uudelleen.",
            "Joen toisella puolella myllyn omistaja oli iloinen uutisesta. Hänen työntekijänsä ajavat nyt neljäkymmentä minuuttia paikkaan, jonka he näkevät keittiönsä ikkunasta.",
        ],
    ),
    (
        "cs",
        [
            "Most pro město",
            "Rada se sešla v úterý večer a po debatě, která trvala déle než tři hodiny, hlasovala pro plán. Většina těch, kdo mluvili, čekala na tento den od doby, kdy byl prodán starý přívoz.",
            "Práce na mostě začnou na jaře, řekla starostka, a měly by skončit dřív, než přijdou zimní bouře. Peníze dá kraj a zbytek pokryje úvěr, který bude město splácet dvacet let.",
            "Dva členové opozice řekli, že budou chtít druhé hlasování, až se v březnu bude projednávat rozpočet. Bojí se, že náklady porostou, jako tomu bylo při přestavbě přístavu.",
            "Na druhém břehu řeky měl z té zprávy radost majitel mlýna. Jeho dělníci dnes jezdí čtyřicet minut na místo, které vidí z oken svých kuchyní.",
        ],
    ),
    (
        "ro",
        [
            "Un pod pentru oraș",
            "Consiliul s-a întrunit marți seara și a votat planul după o dezbatere care a durat mai mult de trei ore. Cei mai mulți dintre cei care au vorbit așteptau această zi de când fusese vândut vechiul bac.",
            "Lucrările la pod vor începe în primăvară, a spus primărița, și ar trebui să se termine înainte de furtunile iernii. Banii vin de la județ și dintr-un împrumut pe care orașul îl va plăti înapoi în douăzeci de ani.",
            "Doi membri ai opoziției au spus că vor cere un al doilea vot atunci când bugetul va fi discutat în martie. Ei se tem că vor crește costurile, așa cum s-a întâmplat când a fost reconstruit portul.",
            "Pe celălalt mal al râului, proprietarul morii s-a bucurat de veste. Muncitorii lui conduc acum patruzeci de minute până la un loc pe care îl văd de la fereastra bucătăriei.",
        ],
    ),
    (
        "hu",
        [
            "Híd a városnak",
            "A tanács kedden este ült össze, és egy több mint háromórás vita után megszavazta a tervet. A felszólalók többsége azóta várt erre a napra, hogy eladták a régi kompot.",
            "A híd építése tavasszal kezdődik, mondta a polgármester, és még a téli viharok előtt be kell fejezni. A pénz egy részét a megye adja, a többit pedig egy hitelből fedezik, amelyet a város húsz év alatt fizet vissza.",
            "Az ellenzék két tagja azt mondta, hogy új szavazást fognak kérni, amikor márciusban a költségvetésről lesz szó. Attól félnek, hogy a költségek megnőnek, ahogy az a kikötő átépítésekor is történt.",
            "A folyó másik partján a malom tulajdonosa örült a hírnek. A munkásai most negyven percet autóznak egy olyan helyre, amelyet a konyhájuk ablakából is látnak.",
        ],
    ),
    (
        "uk",
        [
            "Міст для містечка",
            "Рада зібралася у вівторок увечері й після дебатів, які тривали понад три години, проголосувала за план. Більшість із тих, хто виступав, чекала на цей день відтоді, як продали старий пором.",
            "Роботи на мосту почнуться навесні, сказала мерка, і їх мають завершити до зимових бур. Гроші дає область, а частину містечко взяло в кредит, який сплачуватиме двадцять років.",
            "Двоє членів опозиції сказали, що вимагатимуть другого голосування, коли в березні йтиметься про бюджет. Вони бояться, що витрати зростуть, як це вже було, коли перебудовували порт.",
            "На іншому березі річки власник млина зрадів цій новині. Його робітники тепер їдуть сорок хвилин до місця, яке вони бачать із вікон своїх кухонь.",
        ],
    ),
    (
        "el",
        [
            "Μια γέφυρα για την πόλη",
            "Το δημοτικό συμβούλιο συνεδρίασε το βράδυ της Τρίτης και ψήφισε υπέρ του σχεδίου έπειτα από μια συζήτηση που κράτησε περισσότερες από τρεις ώρες. Οι περισσότεροι από όσους μίλησαν περίμεναν αυτή την ημέρα από τότε που πουλήθηκε το παλιό πορθμείο.",
            "Οι εργασίες για τη γέφυρα θα αρχίσουν την άνοιξη, είπε η δήμαρχος, και θα πρέπει να έχουν τελειώσει πριν από τις καταιγίδες του χειμώνα. Τα χρήματα προέρχονται από την περιφέρεια και από ένα δάνειο που η πόλη θα αποπληρώσει μέσα σε είκοσι χρόνια.",
            "Δύο μέλη της αντιπολίτευσης είπαν ότι θα ζητήσουν δεύτερη ψηφοφορία, όταν τον Μάρτιο θα συζητηθεί ο προϋπολογισμός. Φοβούνται ότι το κόστος θα ανέβει, όπως έγινε και όταν ξαναχτίστηκε το λιμάνι.",
            "Στην άλλη όχθη του ποταμού ο ιδιοκτήτης του μύλου χάρηκε με τα νέα. Οι εργάτες του κάνουν σήμερα σαράντα λεπτά με το αυτοκίνητο για να φτάσουν σε ένα μέρος που το βλέπουν από το παράθυρο της κουζίνας τους.",
        ],
    ),
    (
        "he",
        [
            "גשר לעיירה",
            "המועצה התכנסה ביום שלישי בערב והצביעה בעד התוכנית לאחר דיון שנמשך יותר משלוש שעות. רוב האנשים שדיברו חיכו ליום הזה מאז שהמעבורת הישנה נמכרה, ורבים מהם באו עם הילדים.",
            "העבודה על הגשר תתחיל באביב, אמרה ראשת העירייה, והיא אמורה להסתיים לפני סופות החורף. הכסף מגיע מהמחוז וגם מהלוואה שהעיירה תחזיר במשך עשרים שנה.",
            "שני חברי אופוזיציה אמרו שהם ידרשו הצבעה שנייה כאשר התקציב יידון בחודש מרץ. הם חוששים שהעלויות יעלו, כפי שקרה כאשר הנמל נבנה מחדש.",
            "בצד השני של הנהר שמח בעל הטחנה לשמע החדשות. העובדים שלו נוסעים היום ארבעים דקות אל מקום שהם יכולים לראות מחלון המטבח שלהם.",
        ],
    ),
    (
        "fa",
        [
            "پلی برای شهر",
            "شورای شهر سه‌شنبه شب تشکیل جلسه داد و پس از بحثی که بیش از سه ساعت طول کشید به این طرح رأی داد. بیشتر کسانی که صحبت کردند از روزی که کشتی قدیمی فروخته شد در انتظار چنین روزی بودند.",
            "شهردار گفت که کار ساخت پل در بهار آغاز می‌شود و باید پیش از توفان‌های زمستان به پایان برسد. پول آن را استان می‌دهد و بخشی هم از وامی است که شهر در طول بیست سال پس خواهد داد.",
            "دو نفر از اعضای مخالف گفتند که وقتی بودجه در اسفندماه بررسی شود خواستار رأی‌گیری دوباره خواهند شد. آن‌ها می‌ترسند که هزینه‌ها بالا برود، همان‌طور که هنگام بازسازی بندر بالا رفت.",
            "در آن سوی رودخانه صاحب آسیاب از این خبر خوشحال بود. کارگران او حالا چهل دقیقه رانندگی می‌کنند تا به جایی برسند که آن را از پنجره آشپزخانه خود می‌بینند.",
        ],
    ),
    (
        "hi",
        [
            "शहर के लिए एक पुल",
            "परिषद की बैठक मंगलवार की शाम को हुई और तीन घंटे से ज्यादा चली बहस के बाद उसने योजना के पक्ष में मतदान किया। जिन लोगों ने अपनी बात रखी, उनमें से ज्यादातर उस दिन से इसका इंतजार कर रहे थे जब पुरानी नाव बेच दी गई थी।",
            "महापौर ने कहा कि पुल का काम वसंत में शुरू होगा और सर्दियों के तूफानों से पहले पूरा हो जाना चाहिए। इसके लिए पैसा जिले से आएगा और एक कर्ज से भी, जिसे शहर बीस साल में चुकाएगा।",
            "विपक्ष के दो सदस्यों ने कहा कि जब मार्च में बजट पर चर्चा होगी तो वे दोबारा मतदान की मांग करेंगे। उन्हें डर है कि खर्च बढ़ जाएगा, जैसा कि बंदरगाह को फिर से बनाते समय हुआ था।",
            "नदी के दूसरी तरफ चक्की का मालिक इस खबर से खुश था। उसके मजदूर आज चालीस मिनट गाड़ी चलाकर उस जगह पहुंचते हैं जिसे वे अपनी रसोई की खिड़की से देख सकते हैं।",
        ],
    ),
    (
        "th",
        [
            "สะพานสำหรับเมืองเล็ก",
            "สภาเมืองประชุมกันเมื่อค่ำวันอังคารและลงมติเห็นชอบกับแผนนี้หลังจากอภิปรายกันนานกว่าสามชั่วโมง คนส่วนใหญ่ที่ลุกขึ้นพูดรอคอยวันนี้มาตั้งแต่เรือข้ามฟากลำเก่าถูกขายไป หลายคนพาลูกมาด้วยและนั่งฟังอยู่ในห้องประชุมจนดึก",
            "นายกเทศมนตรีกล่าวว่างานก่อสร้างสะพานจะเริ่มในฤดูใบไม้ผลิและควรจะเสร็จก่อนที่พายุฤดูหนาวจะมาถึง เงินส่วนหนึ่งมาจากจังหวัด อีกส่วนหนึ่งเป็นเงินกู้ที่เมืองจะทยอยจ่ายคืนในเวลายี่สิบปี ดอกเบี้ยไม่สูงนัก ชาวเมืองจึงไม่ต้องเสียภาษีเพิ่ม",
            "สมาชิกฝ่ายค้านสองคนบอกว่าจะขอให้ลงมติอีกครั้งเมื่อมีการพิจารณางบประมาณในเดือนมีนาคม พวกเขากลัวว่าค่าใช้จ่ายจะสูงขึ้นเหมือนตอนที่สร้างท่าเรือขึ้นใหม่ ครั้งนั้นใช้เงินมากกว่าแผนเดิมถึงสองเท่าและเสร็จช้าไปสองปี",
            "อีกฟากหนึ่งของแม่น้ำ เจ้าของโรงสีดีใจที่ได้ยินข่าวนี้ คนงานของเขาต้องขับรถสี่สิบนาทีไปยังที่ซึ่งพวกเขามองเห็นได้จากหน้าต่างห้องครัว และในหน้าฝนเมื่อถนนลื่นก็ต้องใช้เวลานานกว่านั้นอีก",
        ],
    ),
    (
        "ko",
        [
            "마을에 놓이는 다리",
            "의회는 화요일 저녁에 열려 세 시간이 넘는 토론 끝에 이 계획을 통과시켰다. 발언한 사람들은 대부분 낡은 나룻배가 팔린 뒤로 이날을 기다려 왔다. 아이를 데리고 온 사람도 많아 회의장은 밤늦도록 가득 차 있었다.",
            "다리 공사는 봄에 시작해 겨울 폭풍이 오기 전에 끝나야 한다고 읍장은 말했다. 돈은 군에서 나오고, 나머지는 마을이 이십 년에 걸쳐 갚을 빚으로 마련한다. 이자가 높지 않아 주민이 내는 세금은 늘지 않는다고 한다.",
            "야당 의원 두 명은 삼월에 예산을 다룰 때 다시 한번 투표하자고 요구하겠다고 밝혔다. 이들은 항구를 다시 지을 때처럼 비용이 늘어날까 봐 걱정한다. 그때는 처음 계획보다 돈이 두 배나 들었고 완공도 두 해나 늦어졌다.",
            "강 건너편에서는 물레방앗간 주인이 이 소식을 반겼다. 그곳에서 일하는 사람들은 지금 부엌 창문에서 바라보이는 곳까지 차로 사십 분을 달린다. 겨울에 길이 얼면 그보다 더 오래 걸릴 때도 있다.",
        ],
    ),
    (
        "vi",
        [
            "Một cây cầu cho thị trấn",
            "Hội đồng họp vào tối thứ Ba và đã bỏ phiếu thông qua kế hoạch sau một cuộc tranh luận kéo dài hơn ba giờ đồng hồ. Phần lớn những người phát biểu đã chờ ngày này từ khi chiếc phà cũ bị bán đi.",
            "Công việc xây cầu sẽ bắt đầu vào mùa xuân, bà thị trưởng nói, và phải xong trước những cơn bão mùa đông. Tiền do tỉnh cấp, phần lại là một khoản vay mà thị trấn sẽ trả dần trong hai mươi năm.",
            "Hai thành viên phe đối lập cho biết họ sẽ yêu cầu bỏ phiếu lần thứ hai khi ngân sách được đưa ra bàn vào tháng Ba. Họ lo rằng chi phí sẽ tăng lên, như đã từng xảy ra khi bến cảng được xây lại.",
            "Ở bờ bên kia sông, ông chủ cối xay rất vui khi nghe tin này. Công nhân của ông hiện phải lái xe bốn mươi phút để đến một nơi mà họ nhìn thấy ngay từ cửa sổ bếp nhà mình.",
        ],
    ),
    (
        "id",
        [
            "Sebuah jembatan untuk kota",
            "Dewan kota bersidang pada Selasa malam dan menyetujui rencana itu setelah perdebatan yang berlangsung lebih dari tiga jam. Kebanyakan orang yang berbicara sudah menunggu hari ini sejak kapal penyeberangan yang lama dijual.",
            "Pekerjaan jembatan akan dimulai pada musim kemarau, kata wali kota, dan harus selesai sebelum badai akhir tahun tiba. Uangnya berasal dari provinsi dan dari pinjaman yang akan dibayar kembali oleh kota selama dua puluh tahun.",
            "Dua anggota oposisi mengatakan bahwa mereka akan meminta pemungutan suara kedua ketika anggaran dibahas pada bulan Maret. Mereka khawatir biayanya akan naik, seperti yang terjadi ketika pelabuhan dibangun kembali.",
            "Di seberang sungai, pemilik kincir senang mendengar kabar itu. Para pekerjanya sekarang harus berkendara empat puluh menit ke tempat yang dapat mereka lihat dari jendela dapur mereka.",
        ],
    ),
];
