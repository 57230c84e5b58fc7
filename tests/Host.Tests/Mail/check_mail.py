"""Judges mails in files named <kind>.<language>.eml: python3 check_mail.py FOLDER SITE. Shares no code with what wrote them."""
import email
import email.policy
import pathlib
import sys
from html.parser import HTMLParser

STRICT = email.policy.SMTP.clone(raise_on_defect=True)
RIGHT_TO_LEFT = {"ar"}
VOID = {"meta", "br", "link", "hr", "img", "input"}
FORBIDDEN = {"script", "form", "iframe", "object", "embed", "img", "svg", "link", "input", "button", "base"}


class Page(HTMLParser):
    """What an HTML part holds; complains about tags that are not closed in order."""

    def __init__(self):
        super().__init__()
        self.open, self.problems, self.links, self.html, self.article, self.title, self.h1 = [], [], [], None, None, "", 0

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if len(values) != len(attrs):
            self.problems.append(f"<{tag}> has an attribute twice")
        if tag in FORBIDDEN:
            self.problems.append(f"<{tag}> does not belong into a mail")
        if tag == "html":
            self.html = values
        if values.get("role") == "article":
            self.article = values
        if tag == "a":
            self.links.append(values.get("href", ""))
        self.h1 += tag == "h1"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> closes nothing that is open")

    def handle_data(self, data):
        if self.open and self.open[-1] == "title":
            self.title += data


def problems(raw, language, site):
    if any(byte > 127 for byte in raw):
        yield "an octet above 127"
    if raw.replace(b"\r\n", b"").count(b"\n") or raw.replace(b"\r\n", b"").count(b"\r"):
        yield "a bare line break"
    for line in raw.split(b"\r\n"):
        if len(line) > 998:
            yield f"a line of {len(line)} octets"
    message = email.message_from_bytes(raw, policy=STRICT)
    for part in message.walk():
        for name, value in part.items():
            if getattr(value, "defects", ()):
                yield f"{name}: {value.defects}"
        if part.defects:
            yield f"{part.get_content_type()}: {part.defects}"
    for name in ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Auto-Submitted"):
        if len(message.get_all(name, [])) != 1 or not str(message[name]).strip():
            yield f"{name} is missing or there twice"
    if len(message["To"].addresses) != 1 or len(message["From"].addresses) != 1 or message["Date"].datetime is None:
        yield "an address or the date can't be read"
    if message.get_content_type() != "multipart/alternative":
        yield f"is {message.get_content_type()}"
        return
    parts = list(message.iter_parts())
    if [part.get_content_type() for part in parts] != ["text/plain", "text/html"] or any(part.get_content_charset() != "utf-8" for part in parts):
        yield "the parts are not text, then HTML, both UTF-8"
        return
    if message["Content-Language"] != language:
        yield f"Content-Language is {message['Content-Language']}"
    text, html = (part.get_content() for part in parts)
    for line in text.split("\n"):
        if len(line.rstrip("\r")) > 78 and not line.startswith(site):
            yield f"a line of the text has {len(line)} columns"
    if site not in text or len(text) < 200:
        yield "the text has no link, or hardly anything"
    yield from judge_html(html, str(message["Subject"]), language, site)


def judge_html(html, subject, language, site):
    if len(html.encode()) >= 100_000:
        yield f"HTML of {len(html.encode())} octets"
    if not html.lower().startswith("<!doctype html>"):
        yield "no doctype"
    page = Page()
    page.feed(html)
    page.close()
    yield from page.problems
    if page.open:
        yield f"never closed: {page.open}"
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    for name, element in (("html", page.html), ("article", page.article)):
        if not element or (element.get("lang"), element.get("dir")) != (language, direction):
            yield f"{name} has {element and (element.get('lang'), element.get('dir'))}"
    if page.title != subject or page.h1 != 1:
        yield "the title is not the subject, or there is not one h1"
    if not 0 < len(page.links) < 60 or any(not link.startswith(site) for link in page.links):
        yield f"links: {page.links}"


def main(folder, site):
    files = sorted(pathlib.Path(folder).glob("*.eml"))
    bad = 0
    for file in files:
        try:
            found = list(problems(file.read_bytes(), file.stem.rsplit(".", 1)[1], site))
        except Exception as defect:  # The strict policy raises what it finds.
            found = [repr(defect)]
        for problem in found:
            print(f"{file.stem}: {problem}")
        bad += bool(found)
    print(f"{len(files)} mails, {bad} with problems")
    return 1 if bad or not files else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
