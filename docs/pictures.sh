#!/usr/bin/env bash
# Makes the README's pictures anew, from a fixture: docs/report.png and docs/terminal.png.
# Needs Chromium, and the command built: cargo build --release (or UNCHAFF=path/to/unchaff).
set -euo pipefail
cd "$(dirname "$0")/.."
unchaff=${UNCHAFF:-target/release/unchaff}
page=tests/fixtures/html/en/kitchen-knives--listicle-toc.html
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# picture NAME WIDTH HEIGHT: what stands in $work/NAME.html, as docs/NAME.png.
picture() {
    chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync --user-data-dir="$work/profile" --window-size="$2,$3" \
        --virtual-time-budget=2000 --screenshot="docs/$1.png" "file://$work/$1.html" 2>/dev/null
    if command -v pngquant >/dev/null; then
        pngquant --force --output "docs/$1.png" 64 "docs/$1.png"
    fi
}

"$unchaff" explain --html "$work/report.html" "$page" 2>/dev/null
# The evidence of one block is shown, as if somebody had pressed Tab to get there.
cat >>"$work/report.html" <<'END'
<script>
const shown = [...document.querySelectorAll('.block')].find((one) => one.textContent.startsWith('We may earn'));
shown.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
</script>
END
# The page's own policy refuses any script but its own.
sed -i 's/<meta http-equiv="Content-Security-Policy"[^>]*>//' "$work/report.html"
picture report 1180 820

{
    printf '<meta charset="utf-8"><style>body{margin:0;background:#16181a;color:#e4e4e0}'
    printf 'pre{margin:0;padding:16px 20px;font:13px/1.4 ui-monospace,monospace;white-space:pre-wrap}'
    printf 's{opacity:.55}i{color:#d7ae4e;font-style:normal}</style><pre>$ unchaff explain page.html\n'
    "$unchaff" explain --color always "$page" | sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' \
        -e 's/\x1b\[1m\([^\x1b]*\)\x1b\[0m/<b>\1<\/b>/g' -e 's/\x1b\[2;9m\([^\x1b]*\)\x1b\[0m/<s>\1<\/s>/g' \
        -e 's/\x1b\[2m\([^\x1b]*\)\x1b\[0m/\1/g' -e 's/\x1b\[33m\([^\x1b]*\)\x1b\[0m/<i>\1<\/i>/g' | sed -n '1,40p'
    printf '</pre>'
} >"$work/terminal.html"
picture terminal 980 660
ls -l docs/*.png
