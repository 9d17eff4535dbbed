using System.Diagnostics;
using System.Globalization;
using System.Net;
using HeymarketPortal.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Accounts;

/// <summary>Somebody who guesses passwords learns nothing, gets few tries, and keeps nobody out.</summary>
public sealed class GuessingTests
{
    private const int Networks = 20, TriesOfEach = 10, AllowedOfEach = 5;

    [Fact]
    public async Task Two_hundred_wrong_passwords_at_once_are_seldom_compared_and_their_owner_still_gets_in()
    {
        var hasher = new CountingHasher();
        await using var portal = await PortalHost.StartAsync(services => services.AddSingleton<IPasswordHasher<Account>>(hasher));
        var networks = Enumerable.Range(0, Networks).Select(n => portal.NewClientFrom($"203.0.{n}.7")).ToList();
        List<(PortalClient Client, FormUrlEncodedContent Form)> forms = [];
        foreach (var client in networks)
        {
            for (var n = 0; n < TriesOfEach; n++)
            {
                forms.Add((client, await client.FormAsync("/account/login", ("Form.Email", PortalHost.Email), ("Form.Password", $"not the right one {n}"))));
            }
        }
        using var owner = portal.NewClientFrom("192.0.2.1");
        var before = hasher.Compared;

        var guesses = forms.Select(guess => guess.Client.PostAsync(new Uri(portal.Address, "/account/login"), guess.Form)).ToList();
        var entered = await owner.SignInAsync();
        var answers = await Task.WhenAll(guesses);

        Assert.Equal("/", entered.LeadsTo());
        var said = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(Networks * AllowedOfEach, said.Count(page => page.Contains("Email or password is wrong.", StringComparison.Ordinal)));
        Assert.Equal(Networks * (TriesOfEach - AllowedOfEach), said.Count(page => page.Contains("Too many wrong passwords.", StringComparison.Ordinal)));
        Assert.Equal(Networks * AllowedOfEach + 1, hasher.Compared - before);
        networks.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task The_time_of_an_answer_does_not_tell_whether_an_account_exists()
    {
        // GUESSES=200 measures more finely.
        var rounds = int.Parse(Environment.GetEnvironmentVariable("GUESSES") ?? "20", CultureInfo.InvariantCulture);
        await using var portal = await PortalHost.StartAsync(services => services.Configure<PasswordHasherOptions>(options => options.IterationCount = 20_000), ("Accounts:PostsPerMinute", "10000"));
        await TimeAsync(portal, PortalHost.Email, 0);
        List<double> known = [], unknown = [];
        for (var round = 1; round <= rounds; round++)
        {
            // By turns, and in either order, so that whatever else the machine does falls on both.
            foreach (var first in (bool[])[round % 2 == 0, round % 2 != 0])
            {
                (first ? known : unknown).Add(await TimeAsync(portal, first ? PortalHost.Email : "nobody@example.com", round));
            }
        }

        // How often an existing account took longer: 0.5 where the times tell nothing, 0 or 1 where they tell everything.
        var longer = known.Sum(one => unknown.Count(other => one > other)) / (double)(known.Count * unknown.Count);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{rounds} tries each: existing account {Median(known):0.0} ms, none {Median(unknown):0.0} ms; the existing one took longer in {longer:P0} of all pairs"));
        Assert.InRange(longer, 0.5 - 1.3 / Math.Sqrt(rounds), 0.5 + 1.3 / Math.Sqrt(rounds));
    }

    // From a network of its own, so that no limit answers in place of the comparison.
    private static async Task<double> TimeAsync(PortalHost portal, string email, int round)
    {
        using var client = portal.NewClientFrom($"198.{email.Length}.{round}.7");
        using var form = await client.FormAsync("/account/login", ("Form.Email", email), ("Form.Password", "not the right one"));
        var watch = Stopwatch.StartNew();
        using var answer = await client.PostAsync(new Uri(portal.Address, "/account/login"), form);
        var time = watch.Elapsed.TotalMilliseconds;
        Assert.Contains("Email or password is wrong.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        return time;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private sealed class CountingHasher : PasswordHasher<Account>
    {
        private int _compared;
        public int Compared => _compared;

        public override PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref _compared);
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
