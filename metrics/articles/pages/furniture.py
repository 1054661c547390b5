"""What a page's builders call the parts that are not the article: related links, sharing, comments, consent."""

import re
from functools import lru_cache

_NAMES = r"""
    related | recirc(?:ulation)? | recommend(?:ed|ation|ations|s)? | ranking | rankings | popular | trending | readmore | read-(?:more|next|also)
    | more-(?:from|stories|news|on) | most-(?:read|viewed|popular) | you-may(?:-also)?-like | see-also | up-next | next-(?:article|post)
    | sidebar | widget-area | breadcrumbs? | pagination | pager | tag-?(?:list|cloud)
    | comments?(?:-(?:area|list|section|wrapper|form|respond|count|box))? | respond | kommentare? | commentaires?
    | share | sharing | sharebar | share-(?:buttons?|bar|tools|links|count) | social(?:-(?:links?|media|share|sharing|bar|icons?))?
    | newsletters?(?:-(?:signup|box|form|promo|widget|cta))? | subscribe(?:-(?:box|form|cta|widget))? | sign-?up
    | cookies?(?:-(?:banner|consent|notice|bar|wall|law|policy))? | consent(?:-\w+)* | gdpr | cmp-\w+
    | (?:didomi|onetrust|usercentrics|sourcepoint|taboola|outbrain|disqus|addtoany|sharedaddy)[-\w]*
    | promo | promos | advert(?:isement|ising|s)? | ads? | ad-(?:slot|container|wrapper|unit|banner) | sponsored
    | author-(?:bio|box|card|info) | about-the-author | bio-box | site-?(?:footer|nav|header) | nav(?:bar|igation)? | menu | masthead
    | 相关(?:阅读|推荐|新闻) | 関連記事
"""
_PREFIX = r"(?:(?!has|is|no|not|with)[a-z]{1,4}(?:__?|-)|js-|m-|c-|article-|post-|entry-|content-|page-|block-|widget-|module-|component-|wp-block-|section-|single-|story-|jp-|inline-|in-)?"
_SUFFIX = r"(?:-?(?:\d+|posts?|articles?|news|links?|stor(?:y|ies)|contents?|items?|list|box|block|section|widget|wrap(?:per)?|container|module|area|inner|group|panel|modal|aside|rail|bottom|top|left|right|title|heading|teasers?|cards?|grid))*"
_FURNITURE = re.compile(rf"{_PREFIX}(?:{_NAMES}){_SUFFIX}", re.VERBOSE)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LONGEST = 60
_MOST_KNOWN = 10_000
"""The same few names stand on every element of a page and of a site, and the expression is long."""


@lru_cache(_MOST_KNOWN)
def is_furniture(names: str) -> bool:
    """Tell whether the class or id names of an element call it something other than an article.

    Each name must be of that kind as a whole, so that ``has-sidebar`` on the body of a page does no harm.

    >>> is_furniture("c-related-posts"), is_furniture("shareButtons"), is_furniture("has-sidebar entry-content")
    (True, True, False)
    """
    return any(_matches(name) for name in names.split() if len(name) <= _LONGEST)


@lru_cache(_MOST_KNOWN)
def _matches(name: str) -> bool:
    plain = _CAMEL.sub("-", name).lower().replace("__", "-").replace("_", "-")
    return _FURNITURE.fullmatch(plain) is not None
