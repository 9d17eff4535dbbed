using System.Net;
using System.Net.Sockets;

namespace HeymarketPortal.Accounts;

/// <summary>The network that an address belongs to, as far as one can rent it: /24 of IPv4, /48 of IPv6.</summary>
internal static class AddressPrefix
{
    /// <returns>Such as <c>203.0.113.0/24</c> or <c>2001:db8:1::/48</c>.</returns>
    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "none";
        }
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bits = plain.AddressFamily == AddressFamily.InterNetwork ? 24 : 48;
        var bytes = plain.GetAddressBytes();
        bytes.AsSpan(bits / 8).Clear();
        return $"{new IPAddress(bytes)}/{bits}";
    }
}
