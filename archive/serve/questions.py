"""Questions the archive answers in one click, each with what the answer means: Datasette's canned queries.

Titles and sentences are English phrases, translated in words.toml.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question: its name in the URL, how it is asked, what the answer means, the SQL that answers it.

    `of_texts` is one that a catalogue, which has no texts and no revisions, cannot answer.
    """

    name: str
    title: str
    meaning: str
    sql: str
    of_texts: bool = False


QUESTIONS = (
    Question(
        name="agency_copy",
        title="Who runs this agency's copy?",
        meaning="Outlets by the number of articles that name the agency. Copy that was run without naming it is not "
        "counted.",
        sql="""select o.name as outlet, a.agency, count(*) as articles, min(a.published_at) as first,
  max(a.published_at) as last
from articles a join outlets o on o.slug = a.outlet
where a.agency is not null and (:agency = '' or a.agency = :agency)
group by a.outlet, a.agency order by articles desc""",
    ),
    Question(
        name="first_with_a_name",
        title="Which outlet had a name first?",
        meaning="For each outlet, its first dated article that holds the word, in either script. An outlet archived "
        "late may have had it earlier.",
        sql="""select min(a.published_at) as published_at, o.name as outlet, a.headline, a.id
from articles a join outlets o on o.slug = a.outlet
where a.published_at is not null
  and a.id in (select rowid from articles_fts where articles_fts match zh_match(:name))
group by a.outlet order by 1""",
    ),
    Question(
        name="edits_after_publication",
        title="What was edited after it was published?",
        meaning="Articles whose headline, deck, byline or text the outlet changed after they were first archived. A "
        "change before the first visit cannot be seen.",
        sql="""select a.id, o.name as outlet, a.headline, a.revision as revisions,
  a.first_seen_at, max(r.read_at) as last_change_seen_at
from readings r join articles a on a.id = r.article join outlets o on o.slug = a.outlet
where r.cause in ('publisher', 'unsettled') group by a.id order by last_change_seen_at desc""",
        of_texts=True,
    ),
    Question(
        name="withdrawn_articles",
        title="What was withdrawn?",
        meaning="Articles that are gone from the outlet's site and kept here. A site that was rebuilt withdraws much "
        "without meaning to.",
        sql="""select a.id, o.name as outlet, a.headline, a.published_at, a.withdrawn_at, a.url
from articles a join outlets o on o.slug = a.outlet
where a.withdrawn_at is not null order by a.withdrawn_at desc""",
    ),
    Question(
        name="bylines_by_year",
        title="Who writes where, year by year?",
        meaning="Bylines as printed, by outlet and year. One person may sign in several ways, and several people in "
        "one.",
        sql="""select substr(a.published_at, 1, 4) as year, o.name as outlet, a.byline, count(*) as articles
from articles a join outlets o on o.slug = a.outlet
where a.byline is not null
group by year, a.outlet, a.byline order by year desc, articles desc""",
    ),
    Question(
        name="word_by_year",
        title="How often is a word used, year by year?",
        meaning="Articles that hold the word, in either script, and their share in percent of all articles of the "
        "year: the share tells more than the number, because the archive grows.",
        sql="""with found as (select rowid as id from articles_fts where articles_fts match zh_match(:word))
select substr(a.published_at, 1, 4) as year, count(f.id) as articles_with_the_word, count(*) as all_articles,
  round(100.0 * count(f.id) / count(*), 2) as percent
from articles a left join found f on f.id = a.id
where a.published_at is not null group by year order by year""",
    ),
    Question(
        name="undated_articles",
        title="What has no date?",
        meaning="Articles on whose page no date of publication was found. They stand on the day they were first seen, "
        "and in no year.",
        sql="""select a.id, o.name as outlet, a.headline, a.first_seen_at, a.url
from articles a join outlets o on o.slug = a.outlet
where a.published_at is null order by a.id desc""",
    ),
)
