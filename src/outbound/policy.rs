//! Which addresses an address that somebody typed may lead to: those of the public internet, and networks that the operator allows.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use ipnet::IpNet;

/// The policy of this installation.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    allowed: Vec<IpNet>,
}

impl Policy {
    /// Public addresses, and these networks.
    pub fn new(allowed: Vec<IpNet>) -> Self {
        Self { allowed }
    }

    /// Whether a connection may be made to this address.
    pub fn permits(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.allowed.iter().any(|network| network.contains(&address)) || is_public(address)
    }

    /// Those of these addresses that a connection may be made to.
    pub fn narrowed(&self, addresses: impl IntoIterator<Item = SocketAddr>) -> Vec<SocketAddr> {
        addresses.into_iter().filter(|address| self.permits(address.ip())).collect()
    }
}

/// Whether an address belongs to the public internet: no loopback, private, link-local or carrier network, no multicast, no metadata
/// service, and nothing that only wraps one of these.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = match (a, b) {
        // This network, loopback, private, multicast and what is reserved, the broadcast address with it.
        (0 | 10 | 127 | 224.., _) | (172, 16..=31) | (192, 168) | (169, 254) | (100, 64..=127) | (198, 18..=19) => true,
        // Of the protocols, for documentation, and 6to4 relays.
        (192, 0) => matches!(c, 0 | 2),
        (192, 88) => c == 99,
        (198, 51) => c == 100,
        (203, 0) => c == 113,
        _ => false,
    };
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let wrapped = match (first, second) {
        // NAT64 and 6to4 lead to the IPv4 address that stands in them.
        (0x64, 0xff9b) => address.octets().last_chunk().copied(),
        (0x2002, _) => address.octets()[2..].first_chunk().copied(),
        _ => None,
    };
    if let Some(inner) = wrapped {
        return is_public_v4(Ipv4Addr::from_octets(inner));
    }
    // Only 2000::/3 is given out; within it, Teredo, benchmarks, ORCHID and documentation are not.
    first & 0xe000 == 0x2000
        && !(first == 0x2001 && (second < 0x200 || second == 0xdb8))
        && !(first == 0x3fff && second < 0x1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_public_is_refused_however_it_is_written() {
        let policy = Policy::default();
        let refused = [
            "127.0.0.1",
            "127.8.8.8",
            "0.0.0.0",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.100.100.200",
            "192.0.0.192",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "fe80::1",
            "fd00:ec2::254",
            "fc00::1",
            "ff02::1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "2001::1",
        ];
        for address in refused {
            assert!(!policy.permits(address.parse().unwrap()), "{address}");
        }
        for address in
            ["1.1.1.1", "93.184.215.14", "172.32.0.1", "2606:4700::1111", "64:ff9b::101:101", "::ffff:1.1.1.1"]
        {
            assert!(policy.permits(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn an_allowed_network_is_open_and_its_neighbour_is_not() {
        let policy = Policy::new(vec!["10.1.0.0/16".parse().unwrap(), "fd00:1::/32".parse().unwrap()]);
        for address in ["10.1.2.3", "::ffff:10.1.2.3", "fd00:1::7"] {
            assert!(policy.permits(address.parse().unwrap()), "{address}");
        }
        for address in ["10.2.0.1", "127.0.0.1", "fd00:2::7"] {
            assert!(!policy.permits(address.parse().unwrap()), "{address}");
        }
        let mixed = ["10.1.0.1:1".parse().unwrap(), "10.9.0.1:1".parse().unwrap()];
        assert_eq!(policy.narrowed(mixed), [mixed[0]], "only what was judged is connected to");
    }
}
