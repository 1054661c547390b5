"""How a fuzzer's bytes become an input: as they are, as pieces that mean something together, or as one long repetition."""

LONGEST = 60_000

PROSE = [
    "1", "22,5", "1.234.567", "2024", "５", "½", " million", " Mio.", "mille", "cent", "万", "億", "만", "兆", "百", "三", " %",
    "$", "US$", "€", "¥", "元", "달러", "more than ", "plus de ", "über ", "超", "以上", "between ", " and ", "from ", " to ",
    " à ", " bis ", "〜", "から", " by ", "rose", "half a ", " et demi", " per ", "/", "each", "tokens", "May ", "5 May", "Q3",
    "last month", "il y a ", " mois", "上个月", "年", "月", "日", "+", "-", "–", "~", "*", "**", " ", "\n", "\u00a0", ".", ",",
    "'", "’", "#", "https://x.y/1", "İ", "ß", "\ud800", "\x00", "🚀", "e\u0301", "\u202e", "\u200b", "٣", "Gemini 2", "zwei",
    "und", "vingt", "due", "ChatGPT ", "DeepSeek ", "Doubao ", "豆包", "OpenAI ", "has ", "weekly active users", "daily users",
    "utilisateurs actifs", "tägliche Nutzer", "月間", "月活跃用户", "valued at ", "revenue of ", "according to AICPB", "selon ",
    "(", ")", "[", "]", "|", "\t", "in January 2025", "9" * 30, "1e999", "0", "\x1b[31m", "models", "repositories", "。", "；",
]  # fmt: skip

HTML = [
    *PROSE, "<p>", "</p>", "<h1>", "</h1>", "<title>", "</title>", "<html lang=fr>", "<html>", "<head>", "</head>", "<body>",
    "<article>", "</article>", "<table>", "<tr>", "<td>", "<td colspan=9999>", "<td rowspan=-1>", "<th>", "</table>", "<ul>",
    "<li>", "<a href='", "'>", "</a>", "<!--", "-->", "<!doctype html>", "<script type='application/ld+json'>", "</script>",
    '{"@type":"NewsArticle","datePublished":"2025-02-24","headline":', '"x"}', "[[[[", "<meta charset=", "utf-16>", "gbk>",
    "<meta property='article:published_time' content='2025-02-24'>", "<time datetime='2025-13-45'>", "&#x1b;", "&#0;",
    "&amp;lt;", "<br>", "<div class='cookie'>", "<svg>", "<math>", "<template>", "<style>", "<nav>", "<base href='//a'>",
    "<link rel=canonical href='http://[::1'>", "<blockquote>", "<dl><dt>", "<pre>", "<rss>", "<?xml version='1.0'?>",
]  # fmt: skip

FEED = [
    *PROSE[::3], "<rss version='2.0'>", "<channel>", "<item>", "</item>", "</channel>", "</rss>", "<feed xmlns='http://www.w3.org/2005/Atom'>",
    "<entry>", "</entry>", "</feed>", "<title>", "</title>", "<link>", "</link>", "<link href='", "'/>", "<pubDate>", "</pubDate>",
    "<published>", "</published>", "Tue, 11 Feb 2025 10:00:00 +0100", "2025-02-11T10:00:00Z", "<![CDATA[", "]]>", "<description>",
    "</description>", "&lt;b&gt;", "<!DOCTYPE x [", "<!ENTITY a 'aaaaaaaaaa'>", "<!ENTITY b '&a;&a;&a;&a;'>", "]>", "&a;", "&b;",
    "<!ENTITY f SYSTEM 'file:///etc/passwd'>", "&f;", "<guid>", "</guid>", "<enclosure url='http://169.254.169.254/'/>",
    "<content:encoded>", "<rdf:RDF>", "<?xml version='1.0' encoding='utf-7'?>", "https://a.example/x", "javascript:1", "xml:lang='fr'",
]  # fmt: skip

ROWS = [
    "entity", "metric", "value", "unit", "comparator", "start", "end", "span", "status", "basis", "origin", "url", "publisher",
    "stated_on", "quote", "low", "high", "digits", "precision", "scope", ",", ",", ",", ",", "\n", "\n", "\r\n", '"', '""', "kimi",
    "daily_active_users", "22150000", "users", "1e999", "nan", "-1", "=", ">", "2025", "2025-01", "2025-01-31", "2025-02-30",
    "point", "A", "panel", "AICPB", "https://example.org/a", "valuation", "USD", "usd", "0x10", "１", "\x00", "\ufeff", "=1+1",
    "\u202e", "'", ";", "\t", "entity,metric,value,unit\n", "kimi,daily_active_users,5,users\n", '{"a":1}', "9" * 400, "\x1b[31m",
]  # fmt: skip

OBJECTS = [
    "{", "}", "[", "]", ":", ",", "\n", '"', '"entity":', '"metric":', '"value":', '"unit":', '"scope":', '"kimi"', '"users"',
    '"daily_active_users"', '{"entity":"kimi","metric":"daily_active_users","value":5,"unit":"users"}', "null", "true", "1e999",
    "-0", "1" * 400, '"\\ud800"', '"\\u0000"', "NaN", "Infinity", '{"geo":"CN"}', "[[[[[[[[", '"end":', '"2025-01-31"', " ", "\r",
    '"quote":"\\u202e=1"', '"url":', '"http://[::1"', '"stated_on":', '"2025-02"', "22150000", "0.1e-400", "\\", "//", "\ufeff",
]  # fmt: skip

CONFIG = [
    "[store]\n", "[network]\n", "[sources.github]\n", "[catalog]\n", "[screen]\n", "[keys]\n", "[llm]\n", "[store.options]\n", "uri",
    "contact", "timeout_s", "max_bytes", "tries", "allow_private", "base_url", "every", "token_env", "extra", "theme", "up_color",
    "collect", " = ", "=", ".", '"', "'", '"""', "[", "]", "{", "}", ",", "\n", "# ", "1", "-1", "1e999", "nan", "inf", "true",
    '"1d"', '"https://x.example"', '"http://[::1"', '"s3://a/b"', '"foo://x"', "9" * 30, "0x7fffffffffffffffff", "1979-05-27",
    "\\u0000", "\\uD800", '"\\u202e"', "\x1b", "\ufeff", '["127.0.0.0/8"]', '["127.0.0.1/8"]', '"~nobody/x"', "[[a]]\n", "[" * 50,
]  # fmt: skip

SQL = [
    "SELECT ", "WITH ", "c AS (", ")", "(", "* ", "value ", "entity ", '"end" ', "end ", "scope ", "scope.geo ", "FROM ", "figures ",
    "claims ", "WHERE ", "GROUP BY ", "ORDER BY ", "LIMIT ", "OFFSET ", "JOIN ", "LEFT JOIN ", "CROSS JOIN ", "ON ", "USING (entity)",
    "HAVING ", "UNION ", "UNION ALL ", "INTERSECT ", "EXCEPT ", "COUNT(*) ", "SUM(value) ", "MAX(", "AVG(", "CAST(", "AS ", "DATE ",
    "VARCHAR ", "DECIMAL(99,9) ", "INTERVAL '1 day' ", "CASE ", "WHEN ", "THEN ", "ELSE ", "DISTINCT ", "OVER (PARTITION BY entity) ",
    "'x' ", "''", "'%' ", "LIKE ", "ILIKE ", "~ ", "REGEXP_LIKE(", "'(' ", "+ ", "- ", "/ ", "% ", "0 ", "1 ", "-1 ", "1e999 ", "9" * 40,
    "= ", "<> ", "IN (", "IS NULL ", "BETWEEN ", "AND ", "OR ", "NOT ", "EXISTS (", "--", "/*", "*/", ";", "$$", '"', "'", "read_csv('/etc/passwd')",
    "INSERT ", "DROP TABLE ", "EXPLAIN ", "SHOW TABLES ", "UNNEST(", "SUBSTR(", "ROUND(", "STRPTIME(", "1=1 ", "\x00", "\u202e", "naïve ", "[1]", "::int ", ", ",
]  # fmt: skip

FILTER = [
    "entity:", "owner:", "metric:", "country:", "openness:", "grade:", "stale:yes", "stale:no", "status:A", "group:", "-", "--", ":", "::",
    " ", "  ", "openai", "chatgpt", "豆包", "US", "(", "[", "*", "\\", "\x1b", "\u202e", "\ud800", "\u200b", "İ", "ß", "%", "_", "\t", "\x00", "value", "moved:", "x" * 900,
]  # fmt: skip

OPINION = [
    "```", "```json", "\n", " ", "<think>", "</think>", "{", "}", "[", "]", ",", ":", '{"figures":[', "]}", '"sentence":0',
    '"quote":"22,5"', '"entity":"kimi"', '"metric":"users"', '"sentence":-1', '"quote":"\\ud800"', '"\\u202e"', '"entity":5', "null", "1e999",
    "NaN", "[[[[[[[[", '{"sentence":0,"quote":"5","entity":"kimi","metric":"users"}', "9" * 400, "\x1b", "\u202e", "\u2028", "`", "x", "\\",
]  # fmt: skip


def text_of(data: bytes, pieces: list[str], longest: int = LONGEST) -> str:
    """Make a text: the first byte says how, the others what; one repetition is about as long as ``longest``."""
    if not data:
        return ""
    how, rest = data[0], data[1:]
    if how % 2:
        return rest.decode("utf-8", "surrogateescape")
    text = "".join(pieces[byte % len(pieces)] for byte in rest)
    if how == 0 and text:
        return text * (longest // len(text) + 1)
    return text


def bytes_of(data: bytes, pieces: list[str]) -> bytes:
    """Make bytes: as :func:`text_of`, which is UTF-8 then, whatever it holds."""
    return text_of(data, pieces).encode("utf-8", "surrogateescape" if data[:1] and data[0] % 2 else "replace")
