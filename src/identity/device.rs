//! From where somebody asks: his network address and what his browser says of itself, and as much of both as tells a place from another.

use std::net::IpAddr;

/// From where somebody asks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Origin<'a> {
    /// The network address; empty where it is not known.
    pub address: &'a str,
    /// What the browser or program says of itself.
    pub user_agent: &'a str,
}

/// The network of an address, which does not change as often as the address does: what one provider hands out around there.
pub(super) fn network(address: &str) -> String {
    match address.parse() {
        Ok(IpAddr::V4(ip)) => {
            let [one, two, ..] = ip.octets();
            format!("{one}.{two}")
        }
        Ok(IpAddr::V6(ip)) => {
            let [one, two, ..] = ip.segments();
            format!("{one:x}:{two:x}")
        }
        Err(_) => String::new(),
    }
}

/// Whose attempts are counted together: an address, and of the new ones as many as a household is given.
pub(super) fn household(address: &str) -> String {
    match address.parse() {
        Ok(IpAddr::V6(ip)) => {
            let [one, two, three, four, ..] = ip.segments();
            format!("{one:x}:{two:x}:{three:x}:{four:x}::/64")
        }
        _ => address.to_owned(),
    }
}

/// What a browser says of itself, in words: the browser and the system it runs on; nothing where it says nothing.
pub fn device(agent: &str) -> String {
    // Each says the names of those it descends from too, so the youngest name comes first.
    let browsers = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox", "Firefox"),
        ("Chrom", "Chrome"),
        ("Safari", "Safari"),
        ("curl", "curl"),
    ];
    let systems = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let named = |all: &[(&str, &'static str)]| all.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    match (named(&browsers), named(&systems)) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => agent.trim().chars().filter(|c| !c.is_control()).take(60).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_told_apart_by_the_youngest_name() {
        for (agent, text) in [
            ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows"),
            ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36", "Chrome, Linux"),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
            ("curl/8.5", "curl"),
            ("my program", "my program"),
            (" ", ""),
        ] {
            assert_eq!(device(agent), text);
        }
    }

    #[test]
    fn addresses_are_told_apart_as_far_as_they_stay() {
        assert_eq!(
            (network("192.0.2.7").as_str(), network("2001:db8:1::2").as_str(), network("").as_str()),
            ("192.0", "2001:db8", "")
        );
        assert_eq!(household("192.0.2.7"), "192.0.2.7");
        assert_eq!(household("2001:db8:1:2:3::4"), household("2001:db8:1:2:9::1"));
    }
}
