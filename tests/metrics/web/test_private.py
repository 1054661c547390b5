"""Which addresses count as private, whatever they are wrapped in."""

import asyncio
from ipaddress import ip_address

import pytest

from metrics.errors import Denied
from metrics.web.private import networks, public_address, reachable


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:169.254.169.254", "2002:7f00:1::", "64:ff9b::7f00:1", "2001:db8::1",
    ],
)  # fmt: skip
def test_no_link_leads_there(address):
    assert not reachable(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111"])
def test_the_public_network_is_open(address):
    assert reachable(ip_address(address))


def test_a_person_can_open_a_network():
    allowed = networks(["127.0.0.0/8", "fd00::/8"])
    assert reachable(ip_address("127.0.0.1"), allowed)
    assert reachable(ip_address("::ffff:127.0.0.1"), allowed)
    assert reachable(ip_address("fd00::1"), allowed)
    assert not reachable(ip_address("10.0.0.1"), allowed)


def test_of_several_addresses_of_a_name_one_that_is_open_is_connected_to():
    assert asyncio.run(public_address("localhost", 80, networks(["127.0.0.0/8"]))) == "127.0.0.1"


def test_a_name_that_has_private_addresses_only_is_denied():
    with pytest.raises(Denied, match="allow_private"):
        asyncio.run(public_address("localhost", 80, networks(["10.0.0.0/8"])))
