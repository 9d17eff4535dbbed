using HeymarketPortal.Sending;
using static HeymarketPortal.Sending.SendState;

namespace HeymarketPortal.Tests.Data.Model;

/// <summary>A send as the specification has it.</summary>
internal sealed class ModelSend
{
    public required long Id { get; init; }
    /// <summary>The first of those that were sent again for one another: what one person meant once.</summary>
    public required long Intent { get; init; }
    public long? AgainOf { get; init; }
    public SendState State { get; set; }
    public DateTimeOffset StateAt { get; set; }
    public DateTimeOffset Due { get; set; }
    public DateTimeOffset NotAfter { get; set; }
    public DateTimeOffset Started { get; set; }
    public DateTimeOffset Lease { get; set; }
    public int Absences { get; set; }
    /// <summary>Requests for it that Heymarket took. What the ledger cannot know.</summary>
    public int Taken { get; set; }
    /// <summary>Heymarket took it and does not show it yet.</summary>
    public bool Hidden { get; set; }
    /// <summary>Two good reads did not find it, and a person sent it again.</summary>
    public bool GivenUp { get; set; }
}

/// <summary>
/// The ledger in memory, written from its specification and from nothing else: what each command must do to every send.
/// </summary>
internal sealed class LedgerModel(DateTimeOffset start)
{
    private static readonly TimeSpan HeldLimit = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Useful = TimeSpan.FromMinutes(60);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Certain = TimeSpan.FromMinutes(10);
    private readonly HashSet<long> _told = [];

    public SortedDictionary<long, ModelSend> Sends { get; } = [];
    public DateTimeOffset Now { get; set; } = start;
    public bool KeyWorks { get; private set; } = true;
    public bool Stopped { get; private set; }

    public void Confirm(long id, DateTimeOffset? due, ModelSend? againOf = null)
    {
        var at = due ?? Now;
        Sends[id] = new ModelSend
        {
            Id = id, Intent = againOf?.Intent ?? id, AgainOf = againOf?.Id, StateAt = Now, Due = at, NotAfter = at + Useful,
            State = at > Now ? Scheduled : KeyWorks && !Stopped ? Queued : Held,
        };
        if (againOf is { State: NotFound })
        {
            againOf.GivenUp = true;
            Move(againOf, Closed);
        }
    }

    /// <returns>What must be claimed, in this order.</returns>
    public List<ModelSend> Claim(int most)
    {
        List<ModelSend> claimed = KeyWorks && !Stopped
            ? [.. Sends.Values.Where(s => s.State == Queued && s.NotAfter > Now).OrderBy(s => s.Due).ThenBy(s => s.Id).Take(most)]
            : [];
        foreach (var send in claimed)
        {
            Move(send, SendState.Sending);
            (send.Started, send.Lease) = (Now, Now + Lease);
        }
        return claimed;
    }

    public void Answer(ModelSend send, Answered answered)
    {
        if (send.State == SendState.Sending)
        {
            Move(send, answered switch
            {
                Answered.Accepted => Accepted,
                Answered.Rejected => Rejected,
                Answered.KeyRefused => Held,
                Answered.NotSent => send.NotAfter > Now ? Queued : NotSent,
                _ => Unknown,
            });
        }
        else if (answered == Answered.Accepted)
        {
            Found(send);
        }
        if (answered == Answered.KeyRefused)
        {
            KeyTrouble();
        }
    }

    public void Sweep()
    {
        MoveAll(Unknown, s => s.State == SendState.Sending && s.Lease < Now);
        MoveAll(NotSent, s => s.State == Queued && s.NotAfter <= Now);
        MoveAll(Expired, s => s.State is (Scheduled or Held) && s.NotAfter <= Now);
        MoveAll(Queued, s => s.State == Scheduled && s.Due <= Now);
        MoveAll(Held, s => s.State == Queued && (!KeyWorks || Stopped));
    }

    public void Restart() => MoveAll(Unknown, s => s.State == SendState.Sending);

    public void KeyTrouble()
    {
        if (KeyWorks)
        {
            KeyWorks = false;
            MoveAll(Held, s => s.State == Queued);
        }
    }

    public void Verify()
    {
        KeyWorks = true;
        Release();
    }

    public void Stop()
    {
        Stopped = true;
        MoveAll(Held, s => s.State == Queued);
    }

    public void Resume()
    {
        Stopped = false;
        Release();
    }

    public void Cancel(ModelSend send) => MoveFrom(send, Cancelled, Scheduled, Queued, Held);

    public void Close(ModelSend send) => MoveFrom(send, Closed, Unknown, NotFound);

    public void SendNow(ModelSend send)
    {
        if (KeyWorks && !Stopped && send.State is (Scheduled or Held))
        {
            Move(send, Queued);
            (send.Due, send.NotAfter) = (Now, Now + Useful);
        }
    }

    public void Found(ModelSend send)
    {
        if (send.State is not (Unknown or NotFound or Closed))
        {
            return;
        }
        Move(send, Accepted);
        MoveAll(Cancelled, s => s.AgainOf == send.Id && s.State is (Scheduled or Queued or Held));
    }

    public void Absent(ModelSend send)
    {
        if (send.State == Unknown && Now >= send.Started + Certain && ++send.Absences == 2)
        {
            Move(send, NotFound);
        }
    }

    /// <summary>Heymarket tells of it. What is told too early is told again until it can be judged.</summary>
    public void Told(ModelSend send)
    {
        _told.Add(send.Id);
        foreach (var told in _told.Select(id => Sends[id]).Where(s => s.State != SendState.Sending).ToList())
        {
            Found(told);
            _told.Remove(told.Id);
        }
    }

    private void Release()
    {
        if (KeyWorks && !Stopped)
        {
            MoveAll(Queued, s => s.State == Held && s.StateAt > Now - HeldLimit && s.NotAfter > Now);
        }
    }

    private void MoveFrom(ModelSend send, SendState to, params SendState[] from)
    {
        if (from.Contains(send.State))
        {
            Move(send, to);
        }
    }

    private void MoveAll(SendState to, Func<ModelSend, bool> which)
    {
        foreach (var send in Sends.Values.Where(which).ToList())
        {
            Move(send, to);
        }
    }

    private void Move(ModelSend send, SendState to) => (send.State, send.StateAt) = (to, Now);
}

internal enum Answered
{
    Accepted, Rejected, NotSent, KeyRefused, Silence,
}
