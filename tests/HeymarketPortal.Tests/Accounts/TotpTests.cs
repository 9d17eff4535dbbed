using System.Text;
using HeymarketPortal.Accounts;

namespace HeymarketPortal.Tests.Accounts;

public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    // RFC 6238, appendix B, its last six digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, Totp.CodeOf(Secret, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_clock_may_be_one_step_off_either_way(int steps, bool counts)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);
        var step = Totp.StepAt(now) + steps;

        Assert.Equal(counts ? step : null, Totp.StepOf(Secret, Totp.CodeOf(Secret, step), now));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("not a code")]
    [InlineData("٠٠٥٩٢٤")]
    public void What_is_no_code_counts_as_none(string? typed) =>
        Assert.Null(Totp.StepOf(Secret, typed, DateTimeOffset.FromUnixTimeSeconds(1234567890)));

    [Fact]
    public void Apps_show_blanks_within_a_code() =>
        Assert.NotNull(Totp.StepOf(Secret, " 005 924 ", DateTimeOffset.FromUnixTimeSeconds(1234567890)));

    // RFC 4648, chapter 10.
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Secrets_are_written_as_apps_read_them(string text, string written) => Assert.Equal(written, Base32.Encode(Encoding.ASCII.GetBytes(text)));
}
