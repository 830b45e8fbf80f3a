//! Who may ask: a browser on this machine that was given the secret, on a page of this server.

use std::io;

/// Bytes of the secret.
const SECRET: usize = 24;

/// What keeps others out: other users of the machine, other pages in the same browser, other names for this address.
#[derive(Debug)]
pub(super) struct Guard {
    secret: String,
    port: u16,
}

/// Why somebody is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// Asked under another name: a page elsewhere may have rebound its own to this address.
    Host,
    /// Written from another page.
    Origin,
    /// Without the secret.
    Secret,
}

impl Guard {
    /// A guard of a port, with a new secret.
    pub(super) fn new(port: u16) -> io::Result<Self> {
        let mut bytes = [0u8; SECRET];
        getrandom::fill(&mut bytes).map_err(io::Error::other)?;
        let secret = bytes.iter().map(|b| format!("{b:02x}")).collect();
        Ok(Self { secret, port })
    }

    /// The address to open first.
    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/?token={}", self.port, self.secret)
    }

    /// Whether a token of an address is the secret.
    pub(super) fn is_secret(&self, token: &str) -> bool {
        same(token.as_bytes(), self.secret.as_bytes())
    }

    /// The cookie that the browser keeps. Ports share their cookies, so its name has the port.
    pub(super) fn cookie(&self) -> String {
        format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.cookie_name(), self.secret)
    }

    fn cookie_name(&self) -> String {
        format!("gongkai-{}", self.port)
    }

    /// Looks at what comes with a question, but for the secret.
    pub(super) fn hosts(&self, host: Option<&str>) -> Result<(), Refused> {
        let own = [format!("127.0.0.1:{}", self.port), format!("localhost:{}", self.port)];
        if host.is_some_and(|host| own.iter().any(|own| own == host)) { Ok(()) } else { Err(Refused::Host) }
    }

    /// Whether a question comes with the secret in its cookie; `writes` must come from a page of this server as well.
    pub(super) fn admits(&self, cookies: Option<&str>, origin: Option<&str>, writes: bool) -> Result<(), Refused> {
        let own = [format!("http://127.0.0.1:{}", self.port), format!("http://localhost:{}", self.port)];
        if writes && !origin.is_some_and(|origin| own.iter().any(|own| own == origin)) {
            return Err(Refused::Origin);
        }
        let name = self.cookie_name();
        let pairs = cookies.unwrap_or_default().split(';').filter_map(|pair| pair.trim().split_once('='));
        let mut values = pairs.filter(|(own, _)| *own == name).map(|(_, value)| value);
        if values.any(|value| self.is_secret(value)) { Ok(()) } else { Err(Refused::Secret) }
    }
}

/// Whether two texts are the same; how long it takes tells nothing but whether their lengths are.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |differs, (a, b)| std::hint::black_box(differs | (a ^ b))) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_browser_with_the_secret_on_a_page_of_this_server_is_let_in() {
        let guard = Guard::new(4000).unwrap();
        let other = Guard::new(4000).unwrap();
        assert_ne!(guard.secret, other.secret);
        assert!(guard.is_secret(&guard.secret) && !guard.is_secret(&other.secret) && !guard.is_secret(""));
        for (host, answer) in [
            (Some("127.0.0.1:4000"), Ok(())),
            (Some("localhost:4000"), Ok(())),
            (Some("evil.example:4000"), Err(Refused::Host)),
            (Some("127.0.0.1:4001"), Err(Refused::Host)),
            (Some("127.0.0.1:4000.evil.example"), Err(Refused::Host)),
            (None, Err(Refused::Host)),
        ] {
            assert_eq!(guard.hosts(host), answer, "{host:?}");
        }
        let cookie = guard.cookie();
        let pair = cookie.split(';').next().unwrap();
        let all = format!("theme=dark; {pair}; x=y");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"));
        assert_eq!(guard.admits(Some(&all), None, false), Ok(()));
        assert_eq!(guard.admits(None, None, false), Err(Refused::Secret));
        assert_eq!(guard.admits(Some("gongkai-4000="), None, false), Err(Refused::Secret));
        assert_eq!(guard.admits(Some(&all), Some("http://127.0.0.1:4000"), true), Ok(()));
        for origin in
            [None, Some("null"), Some("http://evil.example"), Some("http://127.0.0.1:4001"), Some("https://127.0.0.1:4000")]
        {
            assert_eq!(guard.admits(Some(&all), origin, true), Err(Refused::Origin), "{origin:?}");
        }
    }
}
