using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Options;

namespace HeymarketPortal.Accounts;

/// <summary>How many circuits each account has open.</summary>
public sealed class OpenPages
{
    private readonly ConcurrentDictionary<long, int> _open = new();

    /// <returns>How many are open with this one.</returns>
    internal int Open(long accountId) => _open.AddOrUpdate(accountId, 1, (_, open) => open + 1);

    internal void Close(long accountId) => _open.AddOrUpdate(accountId, 0, (_, open) => open - 1);
}

/// <summary>
/// A circuit's place among its account's. A circuit beyond the last place shows a sentence instead of a page; the others go on.
/// </summary>
public sealed class PagePlace(OpenPages pages, AuthenticationStateProvider session, IOptions<SessionOptions> options) : CircuitHandler
{
    private long? _account;

    /// <summary>No place was left.</summary>
    public bool IsRefused { get; private set; }

    public int Most => options.Value.OpenPages;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _account = CurrentAccount.Of((await session.GetAuthenticationStateAsync()).User)?.Id;
        if (_account is { } account && pages.Open(account) > Most)
        {
            // It shows a sentence: that takes no place from a page.
            pages.Close(account);
            (_account, IsRefused) = (null, true);
        }
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_account is { } account)
        {
            pages.Close(account);
        }
        return Task.CompletedTask;
    }
}
