using System.Globalization;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;

namespace HeymarketPortal.Hooks;

/// <summary>
/// Which calls are one event: the same type about the same thing in the same version. Heymarket names no event id: its <c>id</c> is the
/// webhook's own, the same for every call.
/// </summary>
internal static class Sameness
{
    public static NewHook Of(HookCall call)
    {
        var same = (call.Id, call.Version) is (null, null) or (_, null)
            ? call.Event
            : string.Create(CultureInfo.InvariantCulture, $"{call.Type}|{call.Id}|{call.Version}");
        // Whoever opts out, in and out again may do so in words that are the same each time.
        var turns = call.At is null && call.Type is HookCall.OptOut or HookCall.OptIn ? call.Phone : null;
        return new NewHook(call.Type, call.Event, same, turns);
    }
}
