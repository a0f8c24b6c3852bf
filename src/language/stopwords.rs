//! The most frequent function words of each language: what prose is full of and menus lack.

/// Languages and their stop words, in lower case, set apart by spaces. Of Chinese and Japanese the function characters.
pub(super) const STOP_WORDS: [(&str, &str); 22] = [
    (
        "en",
        "the of and to a in is that for it was on are with as be this have from or at by not but his they an he which \
         you we her she their has been had were its will would who what when there can if more about out up into than \
         so no do my your our all one said could them some then him only also any these those how because other over \
         after most even such where between through during before very just should i me us while did does don't it's",
    ),
    (
        "de",
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat \
         dass daß sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur \
         bis mehr durch man sein wurde sei ich wir ihr uns mich mir kann wenn ihre seine seiner eines schon unter sehr \
         gegen vom doch jetzt immer dann keine kein diese dieser dieses was wurden sowie muss können soll hier da hatte",
    ),
    (
        "fr",
        "le la les de des du et en un une est que qui dans pour sur pas au aux par plus avec ce se il elle ils elles on \
         nous vous je sont ont été être cette ces son sa ses leur leurs mais ou où comme tout tous fait ne si sans même \
         aussi bien peut deux après entre encore très était c'est n'est d'un d'une qu'il qu'elle qu'on l'on s'est j'ai \
         avait y dont depuis lors notre votre nos vos moi cela ça donc alors avoir faire",
    ),
    (
        "es",
        "de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya o este sí porque \
         esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno les ni contra \
         otros ese eso ante ellos e esto antes algunos qué unos yo otro otras otra él tanto esa estos mucho ha han fue \
         son es está están era ser tiene según años si así ella",
    ),
    (
        "it",
        "di e il la che in un a per è una sono del si con non da le dei i al nel alla della ha lo gli più anche come ma \
         se delle o nella questo questa dal dalla ai sul sulla suo sua loro dopo stato stata essere hanno tra fra chi \
         cui quando dove solo ancora molto prima tutti tutto degli agli alle nelle negli ci mi perché però io noi era \
         c'è dell'anno l'ha un'altra già così ed ad fino senza",
    ),
    (
        "pt",
        "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua \
         ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus \
         quem nas me esse eles estão você tinha foram essa num nem suas meu às minha têm numa pelos elas havia seja qual \
         será nós lhe deles essas esses pelas este dele são sobre ainda",
    ),
    (
        "nl",
        "de van het een en in is dat op te zijn met voor niet aan die er om ook als dan maar bij nog uit door over ze \
         hij wordt naar heeft hun werd kan meer was al worden of zich deze dit tot haar wel geen ik we wij je jij hebben \
         had zou moet moeten onder na tegen omdat zoals waar veel toen wat zo zij mijn ons onze hem kunnen zal alleen \
         tussen tijdens sinds sommige andere nu iets",
    ),
    (
        "pl",
        "i w na z do się nie to że jest o od jak za po przez co dla ale czy tym być są tego oraz był była było były \
         jego jej ich już tylko może ma przed także również kiedy gdy bardzo który która które których którym tak ze \
         przy pod nad ten ta te tej tych jako będzie został została można lat roku mnie mi my ja on ona oni aby żeby \
         więc jednak u we nam nas sobie",
    ),
    (
        "ru",
        "и в не на я быть он с что а по это она этот к но они мы весь который из у то за свой весь от так о для ты же \
         все тот мочь вы человек его бы как до при или был была были было их чтобы также только еще уже если когда более \
         после того этом этого под без может будет есть том во со об ее нет ни даже где там чем себя один который \
         которые которых которая",
    ),
    (
        "tr",
        "ve bir bu da de için ile olarak çok daha en kadar gibi olan sonra ne var ama o ki her mi mı değil olduğu ancak \
         göre ya yeni tarafından diye oldu olduğunu veya hem şu ben sen biz siz onlar ise iki yok bunu bunun ilk şey \
         önce büyük eden eski etti dedi ederek üzerinde arasında nasıl neden kendi bütün tüm böyle şekilde",
    ),
    (
        "zh",
        "的 了 是 在 和 不 有 这 為 为 他 我 她 們 们 也 就 都 而 与 與 及 或 被 把 从 從 到 对 對 很 将 將 於 之 其 但 並 并",
    ),
    (
        "ja",
        "の は を に が で と た て も し な い る れ さ か ら す ま だ よ り こ そ",
    ),
    (
        "ar",
        "في من على أن إلى التي الذي عن هذا هذه ما لا مع كان قد كل بعد بين أو ذلك حيث كما كانت لم هو هي عند قبل خلال غير \
         حتى ثم وقال وفي ومن وهو وقد إن لكن تم منذ أي يكون بها به له لها فيها فيه عليه أنه إنه أكثر بعض أمام ضد حول يوم",
    ),
    (
        "sv",
        "och att det som på är av för med den till inte om ett han men var jag från hon de vi så kan när man också efter \
         eller nu sin där vid mot ska skulle finns vara hade har alla andra mycket än då sedan över bara blir även vad \
         många hur mer detta utan sina något någon några måste mellan blev bli varit enligt sig dem mig oss säger sade \
         sitt hans hennes deras denna dessa kommer får fick upp två",
    ),
    (
        "no",
        "og i det på er som en til å av for at var med de ikke den har jeg om et men så seg hun han hadde fra vi kan da \
         der ble blir bli blitt ut skal vil etter ved også bare eller nå dette noe noen være vært opp inn når dem kunne \
         skulle hva hvor hvordan mye mer mellom uten sier disse hans hennes deres fordi enn fikk ifølge alle år mot ikkje \
         eg ein eit dei vart noko meir ho kva berre",
    ),
    (
        "da",
        "og i det på er som en til at af for de med der den har ikke et han var men jeg fra så om hun kan eller vi skal \
         sig vil efter nu også da ved blev bliver blive blevet være været ud op ind ned hvor hvad hvordan når havde mod \
         noget nogle dem meget mere mellem uden siger sagde dette disse hans hendes deres fordi end kunne skulle os bare \
         ifølge alle gennem igen endnu altid andet vores år mig",
    ),
    (
        "fi",
        "ja on ei että oli se ovat myös kun hän mutta joka jotka kuin niin sen ole tai olla ollut mukaan jo vain nyt sekä \
         tämä tämän koko voi siitä sitä jos kanssa vuonna jälkeen sitten kaikki hänen minä olen olisi eivät tässä näin \
         noin yli ennen vielä aina mitä miten koska vaikka sillä siinä siihen olivat pitää saa heidän niitä niiden jossa \
         jonka joita kuten eli eikä hyvin enemmän kuitenkin esimerkiksi aikana välillä itse ne nämä saada tulee sanoo \
         sanoi viime",
    ),
    (
        "cs",
        "a v na se je že s z do o i to k ve pro za by ale jako po od který která které kteří kterou jsou jsem jsme byl \
         byla bylo byly už jen také nebo podle jeho jejich při ze aby tak co když má před mu mezi však až si ke pak než \
         není kde tím tom této tohoto toho tento tato tedy ještě protože bude budou může mohou své svůj těchto velmi být \
         bez kvůli během mě nás více mají",
    ),
    (
        "ro",
        "și de la în a cu nu o care un din pe să al este pentru mai se că au fost ca sunt sau fi dar lui după prin ce ale \
         această acest acesta aceasta ai le cei cele dacă doar când unui unei iar fără între către foarte până cum am va \
         vor ar fiind lor său sale unde toate tot astfel decât despre nici eu el ea ei ele îi își îl ne vă față sub peste \
         însă deși atunci",
    ),
    (
        "hu",
        "a az és hogy nem is egy ez volt meg csak már de mint el vagy ha még azt ki be aki ami amely amelyet minden után \
         pedig szerint több lesz ezt mert között majd sem ezek azok akik amelyek nagyon kell lehet ott itt így úgy akkor \
         amikor ahol illetve valamint által során miatt nélkül ellen olyan saját lett voltak vannak van nincs mi ő ők én \
         te ennek annak ebben abban erre arra most két azonban",
    ),
    (
        "vi",
        "và của không được các những một trong với khi này người vào sẽ đang cũng như nhiều thì từ đến để ở bị tại theo \
         về sau trước trên dưới nhưng chỉ rất hơn nhất nếu phải thể lại lên họ chúng ông bà bạn tôi gì mình làm biết ngày \
         việc cả đều vẫn mới giữa bởi sự chưa từng đối bằng vậy nữa thế mọi mỗi khác cần ngoài cho nên nhau rằng đây lúc \
         vừa cùng hoặc",
    ),
    (
        "id",
        "yang dan itu dengan untuk tidak ini dari dalam akan pada juga saya karena tersebut bisa mereka lebih kata tahun \
         sudah atau saat oleh menjadi orang telah adalah seperti sebagai bahwa dapat harus namun kita masih hari hanya \
         mengatakan kepada kami setelah belum lain dia kalau banyak menurut anda hingga tak baru beberapa ketika saja \
         secara sementara tapi sangat sehingga seorang bagi lagi selama antara sebuah jika sampai jadi terhadap serta \
         merupakan sejak ada kerana boleh ialah tetapi",
    ),
];
