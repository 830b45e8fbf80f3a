//! The pages as a server on this machine, for one person. Nothing it is asked for becomes a path: documents are looked up in the
//! manifest, and everything else is named here.

mod answer;
mod guard;
mod packed;

use super::site::Site;
use answer::{Answer, Question, answer};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName};
use axum::http::{Method, Response, StatusCode};
use guard::Guard;
use std::io;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

/// Bytes of a form that is sent in.
const MOST_BODY: usize = 16 << 10;
/// What a page may load: its own style, script and pictures.
const PAGE_POLICY: &str = "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'none'";
/// What a picture may load: nothing that is not in it.
const PICTURE_POLICY: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox";

struct App {
    site: Site,
    guard: Guard,
    reviewer: Option<String>,
    ahead: Mutex<()>,
}

/// Serves a site until the process ends; `ready` is told the address to open.
///
/// # Errors
/// When the port is taken.
pub fn serve(site: Site, port: u16, reviewer: Option<String>, ready: impl FnOnce(&str)) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().max_blocking_threads(8).build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let guard = Guard::new(listener.local_addr()?.port())?;
        ready(&guard.address());
        let app = Arc::new(App { site, guard, reviewer, ahead: Mutex::default() });
        axum::serve(listener, Router::new().fallback(handle).with_state(app)).await
    })
}

async fn handle(State(app): State<Arc<App>>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let text = |name: HeaderName, headers: &HeaderMap| headers.get(name)?.to_str().ok().map(str::to_owned);
    let writes = match parts.method {
        Method::GET | Method::HEAD => false,
        Method::POST => true,
        _ => return respond(StatusCode::METHOD_NOT_ALLOWED, "text/plain; charset=utf-8", PAGE_POLICY, String::new()),
    };
    let Ok(body) = to_bytes(body, MOST_BODY).await else {
        return respond(StatusCode::PAYLOAD_TOO_LARGE, "text/plain; charset=utf-8", PAGE_POLICY, String::new());
    };
    let question = Question {
        writes,
        host: text(header::HOST, &parts.headers),
        origin: text(header::ORIGIN, &parts.headers),
        cookies: text(header::COOKIE, &parts.headers),
        language: text(header::ACCEPT_LANGUAGE, &parts.headers),
        body: String::from_utf8_lossy(&body).into_owned(),
        uri: parts.uri,
    };
    let packs = text(header::ACCEPT_ENCODING, &parts.headers).is_some_and(|header| packed::takes_gzip(&header));
    // Documents are read, pages waited for and texts packed on a thread of their own.
    let asked = Arc::clone(&app);
    let work = move || match answer(&asked.site, &asked.guard, asked.reviewer.as_deref(), &question) {
        Answer::PageAt(page, target, list) => (written(Answer::Page(page), packs), Some((target, list))),
        answer => (written(answer, packs), None),
    };
    let failed = |_| (written(Answer::Nothing("this page failed; please report it".to_owned()), false), None);
    let (response, ahead) = tokio::task::spawn_blocking(work).await.unwrap_or_else(failed);
    if let Some((target, list)) = ahead {
        // Nobody waits for it; one at a time, so that it never takes all drawers.
        tokio::task::spawn_blocking(move || {
            if let Ok(_turn) = app.ahead.try_lock() {
                app.site.ahead(&target, &list);
            }
        });
    }
    response
}

fn written(answer: Answer, packs: bool) -> Response<Body> {
    let respond = |status, kind, policy, body| sent(status, kind, policy, body, packs);
    let ok = StatusCode::OK;
    match answer {
        Answer::Page(page) | Answer::PageAt(page, ..) => respond(ok, "text/html; charset=utf-8", PAGE_POLICY, page),
        Answer::Picture(svg) => respond(ok, "image/svg+xml", PICTURE_POLICY, svg),
        Answer::Data(csv) => respond(ok, "text/csv; charset=utf-8", PAGE_POLICY, csv),
        Answer::Style(style) => respond(ok, "text/css; charset=utf-8", PAGE_POLICY, style.to_owned()),
        Answer::Script(script) => respond(ok, "text/javascript; charset=utf-8", PAGE_POLICY, script.to_owned()),
        Answer::Nothing(why) => respond(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", PAGE_POLICY, why),
        Answer::No(_) => {
            let why = "Open the address that `gongkai view` printed.\n请打开 `gongkai view` 显示的网址。\n";
            respond(StatusCode::FORBIDDEN, "text/plain; charset=utf-8", PAGE_POLICY, why.to_owned())
        }
        Answer::GoTo(address, cookie) => {
            let mut response = respond(StatusCode::SEE_OTHER, "text/plain; charset=utf-8", PAGE_POLICY, String::new());
            let headers = response.headers_mut();
            for (name, value) in [(header::LOCATION, Some(address)), (header::SET_COOKIE, cookie)] {
                if let Some(value) = value.and_then(|value| value.parse().ok()) {
                    headers.insert(name, value);
                }
            }
            response
        }
    }
}

fn respond(status: StatusCode, kind: &'static str, policy: &'static str, body: String) -> Response<Body> {
    sent(status, kind, policy, body, false)
}

fn sent(status: StatusCode, kind: &'static str, policy: &'static str, body: String, packs: bool) -> Response<Body> {
    // A picture never changes while the server runs; what people marked does.
    let keeping = if kind == "image/svg+xml" { "private, max-age=3600" } else { "no-store" };
    let (body, is_packed) = match if packs { packed::gzip(body) } else { Err(body) } {
        Ok(packed) => (Body::from(packed), true),
        Err(body) => (Body::from(body), false),
    };
    let mut response = Response::new(body);
    if is_packed {
        response.headers_mut().insert(header::CONTENT_ENCODING, header::HeaderValue::from_static("gzip"));
    }
    *response.status_mut() = status;
    for (name, value) in [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, keeping),
        (header::VARY, "accept-encoding"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        response.headers_mut().insert(name, header::HeaderValue::from_static(value));
    }
    response
}
