//! What is answered to a question, without a network: addresses in, pages out.

use super::guard::{Guard, Refused};
use crate::view::html::{Asked, Compared, Lang};
use crate::view::read::{Mark, Verdict};
use crate::view::report::{SCRIPT, STYLE};
use crate::view::site::{Site, Target};
use axum::extract::Query;
use axum::http::Uri;
use serde::Deserialize;

/// A question as it came in.
#[derive(Debug, Default)]
pub(super) struct Question {
    pub uri: Uri,
    pub writes: bool,
    pub host: Option<String>,
    pub origin: Option<String>,
    pub cookies: Option<String>,
    pub language: Option<String>,
    pub body: String,
}

/// An answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// A page.
    Page(String),
    /// A picture.
    Picture(String),
    /// A file of data.
    Data(String),
    /// A page behind which others are likely to be asked for.
    PageAt(String, Target, Box<Asked>),
    /// The style of the pages.
    Style(&'static str),
    /// The script of the pages.
    Script(&'static str),
    /// Go on there, with this cookie.
    GoTo(String, Option<String>),
    /// There is nothing.
    Nothing(String),
    /// Not for whoever asks.
    No(Refused),
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct First {
    token: String,
}

/// The form that marks a finding.
#[derive(Debug, Deserialize)]
struct Judged {
    document: String,
    finding: String,
    /// None for a note alone.
    #[serde(default)]
    verdict: Option<Verdict>,
    /// The query of the list that it was opened from.
    #[serde(default)]
    list: String,
    #[serde(default)]
    note: Option<String>,
}

/// The form that takes a mark back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Undone {
    /// The query of the list that it was opened from.
    list: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Searched {
    q: String,
}

/// Answers.
pub(super) fn answer(site: &Site, guard: &Guard, reviewer: Option<&str>, question: &Question) -> Answer {
    if let Err(refused) = guard.hosts(question.host.as_deref()) {
        return Answer::No(refused);
    }
    let lang = Lang::wanted(question.language.as_deref().unwrap_or_default());
    let path = question.uri.path();
    let home = format!("/{}/index.html", lang.name());
    if path == "/" && guard.is_secret(&asked::<First>(&question.uri).token) {
        return Answer::GoTo(home, Some(guard.cookie()));
    }
    if let Err(refused) = guard.admits(question.cookies.as_deref(), question.origin.as_deref(), question.writes) {
        return Answer::No(refused);
    }
    let nothing = || Answer::Nothing(lang.word("missing").to_owned());
    match path.trim_start_matches('/').split_once('/') {
        None if path == "/" => Answer::GoTo(home, None),
        Some(("asset", "view.css")) => Answer::Style(STYLE),
        Some(("asset", "view.js")) => Answer::Script(SCRIPT),
        Some(("picture", rest)) => picture(site, rest).unwrap_or_else(nothing),
        Some((name, rest)) => match (Lang::of(name), question.writes) {
            (Some(_), true) if rest == "undo" => undo(site, reviewer, &question.body).unwrap_or_else(nothing),
            (Some(_), true) if rest == "review" => judge(site, reviewer, &question.body).unwrap_or_else(nothing),
            (Some(lang), false) => page(site, lang, rest, &question.uri).unwrap_or_else(nothing),
            _ => nothing(),
        },
        None => nothing(),
    }
}

fn asked<T: Default + for<'a> Deserialize<'a>>(uri: &Uri) -> T {
    Query::try_from_uri(uri).map(|Query(asked)| asked).unwrap_or_default()
}

/// The filters of an address, with what nobody knows.
fn list_of(uri: &Uri) -> Asked {
    Asked::of(asked::<Vec<(String, String)>>(uri))
}

fn picture(site: &Site, rest: &str) -> Option<Answer> {
    let (id, page) = rest.strip_suffix(".svg")?.split_once('/')?;
    match site.picture(id, page.parse().ok()?) {
        Ok(drawn) => Some(Answer::Picture(drawn.svg.clone())),
        Err(why) => Some(Answer::Nothing(why)),
    }
}

fn page(site: &Site, lang: Lang, rest: &str, uri: &Uri) -> Option<Answer> {
    match rest {
        "search.html" => Some(Answer::Page(site.search(lang, &asked::<Searched>(uri).q))),
        "findings.csv" => site.export(lang, &list_of(uri)).map(Answer::Data),
        "compare.html" => Some(Answer::Page(site.compare(lang, &asked::<Compared>(uri)))),
        _ => match rest.strip_suffix(".csv") {
            Some(name) => site.data(name.strip_prefix("department/")?).map(Answer::Data),
            None => {
                let (target, list) = (Target::of(rest)?, list_of(uri));
                site.page(lang, &target, &list).map(|page| Answer::PageAt(page, target, Box::new(list)))
            }
        },
    }
}

/// Writes a mark down and goes on to the next finding; `None` where there is no such finding.
fn judge(site: &Site, reviewer: Option<&str>, body: &str) -> Option<Answer> {
    let uri: Uri = format!("/?{body}").parse().ok()?;
    let Query(judged) = Query::<Judged>::try_from_uri(&uri).ok()?;
    site.run.finding(&judged.document, &judged.finding)?;
    let when = now();
    let (note, who) = (judged.note, reviewer.map(str::to_owned));
    let before = || site.run.review.last(&judged.finding).map_or(Verdict::Open, |mark| mark.verdict);
    let verdict = judged.verdict.unwrap_or_else(before);
    let mark = Mark { finding: judged.finding.clone(), verdict, note, who, when: Some(when) };
    let list = judged.list.trim_start_matches('?');
    let list = format!("/?{list}").parse().map(|uri| list_of(&uri)).unwrap_or_default();
    let back = match judged.verdict {
        Some(Verdict::Real | Verdict::False | Verdict::Unsure) => site.behind(&judged.document, &judged.finding, &list),
        _ => format!("{}{}", Target::Finding(judged.document, judged.finding).address(), list.query()),
    };
    match site.run.review.add(mark) {
        Ok(()) => Some(Answer::GoTo(back, None)),
        Err(error) => Some(Answer::Nothing(error.to_string())),
    }
}

fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Takes the last mark back, and goes to its finding.
fn undo(site: &Site, reviewer: Option<&str>, body: &str) -> Option<Answer> {
    let uri: Uri = format!("/?{body}").parse().ok()?;
    let Query(undone) = Query::<Undone>::try_from_uri(&uri).ok()?;
    let list = format!("/?{}", undone.list.trim_start_matches('?')).parse().map(|uri| list_of(&uri)).unwrap_or_default();
    match site.run.review.undo(reviewer.map(str::to_owned), Some(now())) {
        Ok(finding) => {
            let back = finding.and_then(|finding| site.address_of(&finding, &list));
            Some(Answer::GoTo(back.unwrap_or_else(|| format!("{}{}", Target::Findings.address(), list.query())), None))
        }
        Err(error) => Some(Answer::Nothing(error.to_string())),
    }
}
