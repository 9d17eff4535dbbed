using HeymarketPortal.Accounts;

namespace HeymarketPortal.Tests.Accounts;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("quiet-harbor-sunrise-42")]
    [InlineData("violet-lantern-orbit")]
    [InlineData("correct staple donkey")]
    [InlineData("Zw3lf Ochsen ziehen")]
    [InlineData("maya likes thunderstorms")]
    [InlineData("j8$Kq2!vN0zP")]
    [InlineData("пароль из слов")]
    public void Long_words_that_belong_to_nothing_are_good(string password) =>
        Assert.Null(PasswordRules.Problem(password, "maya.ruiz@twinclinic.example", "Maya Ruiz"));

    [Theory]
    [InlineData(null, "Enter a password")]
    [InlineData("violet-lant", "too short")]
    [InlineData("aaaaaaaaaaaa", "repeats itself")]
    [InlineData("lemonlemonlemon", "repeats itself")]
    [InlineData("abcdefghijklm", "runs along")]
    [InlineData("210987654321", "runs along")]
    [InlineData("qwertyuiop[]", "runs along")]
    [InlineData("maya.ruiz2026", "mostly your name")]
    [InlineData("Twinclinic-123", "mostly your name")]
    [InlineData("heymarket2026!", "mostly your name")]
    [InlineData("Password2026!", "Many people")]
    [InlineData("p@$$w0rd123456", "Many people")]
    [InlineData("sunshine123456", "Many people")]
    [InlineData("counterstrike", "Many people")]
    public void What_would_be_tried_first_is_refused_with_what_to_do(string? password, string sentence) =>
        Assert.Contains(sentence, PasswordRules.Problem(password, "maya.ruiz@twinclinic.example", "Maya Ruiz"), StringComparison.Ordinal);

    [Fact]
    public void A_password_of_two_hundred_characters_is_the_longest()
    {
        var letters = string.Concat(Enumerable.Range(0, 201).Select(i => (char)('a' + i * i / 7 % 23)));

        Assert.Null(PasswordRules.Problem(letters[..200]));
        Assert.Contains("too long", PasswordRules.Problem(letters), StringComparison.Ordinal);
    }
}
