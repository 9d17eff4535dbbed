using HeymarketPortal.Data;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Pages.Compose;

/// <summary>
/// Saves one compose while somebody types: a second after the last key, when a field is left, and when the page goes. Savings
/// follow each other, so that an older one never ends up on top.
/// </summary>
public sealed class DraftKeeper(Drafts drafts, Actor actor, TimeProvider time, Func<Task> told) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private ITimer? _timer;
    private (Guid Id, SendForm Form)? _waiting;
    private Guid _id;
    private int _version;

    /// <summary>When it was last written down; null while nothing was.</summary>
    public DateTimeOffset? SavedAt { get; private set; }

    /// <summary>What became of the last saving, when it was not saved.</summary>
    public DraftAnswer? Refused { get; private set; }

    /// <summary>Whether the last saving failed; the next one tries again.</summary>
    public bool Failed { get; private set; }

    /// <summary>Begins with a form: a draft that exists already, or one never saved.</summary>
    public async Task BeginAsync(Guid id)
    {
        await FlushAsync();
        var draft = await drafts.FindAsync(actor, id);
        (_id, _version, SavedAt, Refused) = (id, draft?.Version ?? 0, draft?.UpdatedAt, null);
    }

    /// <summary>Something was typed.</summary>
    public void Touch(SendForm form)
    {
        if (_version == 0 && form.Empty)
        {
            return;
        }
        _waiting = (_id, form.Copy());
        _timer ??= time.CreateTimer(_ => _ = FlushAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(Pause, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Writes down at once what waits to be.</summary>
    public async Task FlushAsync()
    {
        await _turn.WaitAsync();
        var before = _waiting;
        try
        {
            if (_waiting is not var (id, form) || Refused is not null || id != _id)
            {
                return;
            }
            _waiting = null;
            var answer = await drafts.SaveAsync(actor, id, _version, form);
            if (answer == DraftAnswer.Saved)
            {
                (_version, SavedAt) = (_version + 1, time.GetUtcNow());
            }
            else
            {
                Refused = answer;
            }
            Failed = false;
        }
        catch (Exception failed) when (failed is System.Data.Common.DbException or Microsoft.EntityFrameworkCore.DbUpdateException)
        {
            // The form is still on screen; the next key or blur tries again.
            Failed = true;
            _waiting ??= before;
        }
        finally
        {
            _turn.Release();
        }
        await told();
    }

    /// <summary>The form was confirmed or given up: nothing more is written.</summary>
    public void Forget() => _waiting = null;

    public async ValueTask DisposeAsync()
    {
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
        }
        await FlushAsync();
    }
}
