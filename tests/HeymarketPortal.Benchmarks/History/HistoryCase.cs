using HeymarketPortal.Data;

namespace HeymarketPortal.Benchmarks;

/// <summary>A question of the history, asked by the portal's own query classes and by hand-written SQL; both must name the same rows.</summary>
/// <param name="Where">After <c>FROM</c>: what somebody who knows the indexes would write. It ends before the limit.</param>
/// <param name="Values">By their names in it.</param>
/// <param name="Before">Where the window begins; null: at the newest.</param>
/// <param name="Counted">The count of what fits, in place of its rows.</param>
/// <param name="Grows">A rare intersection: the more rows there are, the more of them are walked before a window is full.</param>
internal sealed record HistoryCase(string Name, SendFilter Filter, string Where, (string Name, object Value)[] Values, long? Before = null, bool Counted = false, bool Grows = false);
