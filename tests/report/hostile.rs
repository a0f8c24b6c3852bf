//! Strings that mean harm, in the shapes of known families: what a page may say where text is expected.

/// What a script would do if one ran: leave a mark that the test looks for.
const MARK: &str = "window.harmed=1";

/// 300 strings, each of its own.
pub(crate) fn strings() -> Vec<String> {
    let mut all = Vec::new();
    elements(&mut all);
    handlers(&mut all);
    addresses(&mut all);
    escapes(&mut all);
    drawings(&mut all);
    templates(&mut all);
    data(&mut all);
    terminals(&mut all);
    writing(&mut all);
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|one| seen.insert(one.clone()));
    assert!(all.len() >= 300, "{}", all.len());
    all.truncate(300);
    all
}

/// Elements that run, load or take over.
fn elements(all: &mut Vec<String>) {
    for tag in [
        "script", "iframe", "object", "embed", "frame", "applet", "portal", "base", "link", "meta",
        "style", "form",
    ] {
        all.push(format!("<{tag}>{MARK}</{tag}>"));
        all.push(format!(
            "<{} src=javascript:{MARK} data=javascript:{MARK} href=javascript:{MARK}>",
            tag.to_uppercase()
        ));
        all.push(format!(
            "<{tag}/x/src=data:text/html,<script>{MARK}</script>"
        ));
        all.push(format!("<<{tag}>>{MARK}//<</{tag}>>"));
    }
    all.push("<meta http-equiv=refresh content='0;url=https://harm.example/'>".to_owned());
    all.push(
        "<style>*{background:url(https://harm.example/x)}@import 'https://harm.example/y';</style>"
            .to_owned(),
    );
    all.push(
        "<link rel=stylesheet href=//harm.example/z><link rel=prefetch href=//harm.example/p>"
            .to_owned(),
    );
    all.push("<form action=https://harm.example/><input name=q autofocus></form>".to_owned());
}

/// Event handlers on elements that need nobody's help to fire.
fn handlers(all: &mut Vec<String>) {
    let pairs = [
        ("img src=x", "onerror"),
        ("svg", "onload"),
        ("body", "onload"),
        ("input autofocus", "onfocus"),
        ("details open", "ontoggle"),
        ("video src=x", "onerror"),
        ("audio src=x", "onerror"),
        ("marquee", "onstart"),
        ("select autofocus", "onfocus"),
        ("textarea autofocus", "onfocus"),
        ("div tabindex=0 autofocus", "onfocusin"),
        ("p style=animation:a", "onanimationstart"),
        ("iframe src=about:blank", "onload"),
        ("a href=#", "onpointerover"),
        ("object data=x", "onerror"),
        ("source", "onerror"),
        ("track default src=x", "onerror"),
        ("b contenteditable", "oninput"),
        ("dialog open", "onclose"),
    ];
    for (tag, event) in pairs {
        all.push(format!("<{tag} {event}={MARK}>"));
        all.push(format!("\"><{tag} {}=\"{MARK}\"", event.to_uppercase()));
        all.push(format!("' {event}='{MARK}' x='"));
    }
}

/// Addresses that are programs, and ways to hide that they are.
fn addresses(all: &mut Vec<String>) {
    for scheme in [
        "javascript:",
        "JaVaScRiPt:",
        "java\tscript:",
        "java\nscript:",
        "\u{1}javascript:",
        " javascript:",
        "javascript&colon;",
        "&#106;avascript:",
        "vbscript:",
        "data:text/html,",
        "data:image/svg+xml,",
        "blob:",
        "file:///",
        "view-source:javascript:",
    ] {
        all.push(format!("{scheme}{MARK}"));
        all.push(format!("<a href=\"{scheme}{MARK}\">read on</a>"));
        all.push(format!("https://news.example.com/{scheme}//%0a{MARK}"));
    }
}

/// Ends of whatever the text may stand in.
fn escapes(all: &mut Vec<String>) {
    for end in [
        "</script>",
        "</SCRIPT >",
        "</script/x>",
        "--></script>",
        "]]>",
        "-->",
        "--!>",
        "</title>",
        "</textarea>",
        "</style>",
        "</noscript>",
        "</template>",
        "</svg>",
        "\">",
        "'>",
        "`>",
        "\\u003c/script>",
        "\\x3c/script>",
        "</xmp>",
        "</select>",
        "*/",
        "</main></body></html>",
    ] {
        all.push(format!("{end}<script>{MARK}</script>"));
        all.push(format!("{end}<img src=x onerror={MARK}>"));
    }
    all.push("<!--<script>".to_owned());
    all.push("<![CDATA[<script>".to_owned());
}

/// Drawings and formulas, which may hold scripts of their own.
fn drawings(all: &mut Vec<String>) {
    for inner in [
        "<script>M</script>",
        "<animate onbegin=M attributeName=x dur=1s>",
        "<set attributeName=href to=javascript:M>",
        "<a xlink:href=javascript:M><text y=9>x</text></a>",
        "<use href=data:image/svg+xml,<svg/onload=M>>",
        "<foreignObject><iframe srcdoc='<script>M</script>'></foreignObject>",
        "<style><img src=x onerror=M></style>",
        "<image href=x onerror=M>",
    ] {
        let inner = inner.replace('M', MARK);
        all.push(format!("<svg>{inner}</svg>"));
        all.push(format!("<math><mtext>{inner}</mtext></math>"));
    }
    all.push(format!("<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror={MARK}&gt;\">"));
    all.push(format!(
        "<svg></p><style><a id=\"</style><img src=1 onerror={MARK}>\">"
    ));
}

/// What template languages would work out.
fn templates(all: &mut Vec<String>) {
    for template in [
        "{{M}}",
        "{{constructor.constructor('M')()}}",
        "${M}",
        "`${M}`",
        "#{M}",
        "<%= M %>",
        "{% M %}",
        "[[M]]",
        "[(M)]",
        "@(M)",
        "*{M}",
        "~{M}",
        "<x v-html=M>",
        "<x ng-init=M>",
        "<x :onload=M>",
        "{{{M}}}",
        "<%- M %>",
        "{!! M !!}",
        "$(M)",
        "$!{M}",
        "<#assign x=M>",
        "{php}M{/php}",
        "<template><script>M</script></template>",
    ] {
        all.push(template.replace('M', MARK));
    }
}

/// What means something in JSON and JavaScript.
fn data(all: &mut Vec<String>) {
    for text in [
        "__proto__",
        "constructor",
        "hasOwnProperty",
        "toString",
        "\";M;//",
        "';M;//",
        "\\\";M;//",
        "\\",
        "\u{2028}M\u{2029}",
        "null",
        "{\"a\":1}",
        "\u{fffe}\u{ffff}",
        "M;\u{feff}",
        "-0",
        "1e999",
        "#d0",
        "#rule0",
    ] {
        all.push(text.replace('M', MARK));
    }
}

/// What a terminal would act on.
fn terminals(all: &mut Vec<String>) {
    for code in [
        "\u{1b}[31mred",
        "\u{1b}[2J\u{1b}[H",
        "\u{1b}]0;owned\u{7}",
        "\u{1b}]52;c;cm0gLXJm\u{7}",
        "\u{1b}]8;;https://harm.example\u{1b}\\click\u{1b}]8;;\u{1b}\\",
        "\u{1b}P+q544e\u{1b}\\",
        "\u{1b}c",
        "\u{1b}[6n",
        "\u{1b}[?1049h",
        "\u{1b}[8mhidden",
        "\u{1b}_app\u{1b}\\",
        "\u{1b}^pm\u{1b}\\",
        "\u{9b}31mred",
        "\u{9d}0;owned\u{9c}",
        "\u{90}q\u{9c}",
        "safe\rharm",
        "ok\u{8}\u{8}no",
        "\u{7}\u{7}",
        "\u{e}line\u{f}",
        "\u{0}null",
        "\u{7f}\u{7f}",
        "\u{85}next",
        "\u{b}\u{c}",
        "\u{1a}end",
        "\u{18}cancel",
        "\u{1b}\u{1b}[1m",
        "\u{1b}#8",
        "\u{1b}[20t",
    ] {
        all.push(code.to_owned());
    }
}

/// Characters that turn, hide or pile up.
fn writing(all: &mut Vec<String>) {
    for text in [
        "\u{202e}txt.exe",
        "\u{202d}abc\u{202c}",
        "\u{2066}a\u{2067}b\u{2069}",
        "\u{200b}\u{200c}\u{200d}",
        "\u{feff}start",
        "a\u{300}\u{301}\u{302}\u{303}\u{304}",
        "\u{fdfd}\u{fdfd}",
        "\u{1f3f4}\u{e0067}\u{e0062}",
        "\u{e0001}tag",
        "\u{115f}\u{1160}",
        "＜script＞alert＜/script＞",
        "\u{ff1c}img src=x\u{ff1e}",
        "‹script›",
        "&lt;script&gt;",
        "&#x3c;script&#x3e;",
        "&amp;lt;b&amp;gt;",
        "%3Cscript%3E",
        "\\u003cscript\\u003e",
        "+ADw-script+AD4-",
        "\u{80}\u{81}\u{9f}",
        "<\u{0}script>",
        "<scr\u{0}ipt>",
        "<b\u{b}onclick=1>",
        "<\u{3000}b>",
        "𝓼𝓬𝓻𝓲𝓹𝓽",
        "ſcript",
        "<İmg>",
        "<ımg>",
    ] {
        all.push(text.to_owned());
    }
}
