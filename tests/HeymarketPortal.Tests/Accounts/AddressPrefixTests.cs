using System.Net;
using HeymarketPortal.Accounts;

namespace HeymarketPortal.Tests.Accounts;

public sealed class AddressPrefixTests
{
    [Theory]
    [InlineData("203.0.113.9", "203.0.113.0/24")]
    [InlineData("::ffff:203.0.113.200", "203.0.113.0/24")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48")]
    public void Neighbours_share_a_prefix(string address, string prefix) => Assert.Equal(prefix, AddressPrefix.Of(IPAddress.Parse(address)));
}
