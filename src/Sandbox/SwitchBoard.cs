using System.Text.Json;
using System.Text.Json.Nodes;

namespace HeymarketPortal.Sandbox;

/// <summary>Holds the switches that count now. Everything in the sandbox asks here at every request.</summary>
public sealed class SwitchBoard(SandboxSwitches atStart)
{
    private volatile SandboxSwitches current = atStart;

    public SandboxSwitches Current
    {
        get => current;
        set => current = value;
    }

    /// <summary>Changes the named switches, leaves the others. Sample: <c>{"WrapInboxes":true,"ErrorBody":"Html"}</c>.</summary>
    /// <returns>Null, or what was wrong with the change.</returns>
    public string? Change(JsonObject change)
    {
        var merged = JsonSerializer.SerializeToNode(current, SandboxJson.Switches)!.AsObject();
        foreach (var (name, value) in change)
        {
            var known = merged.FirstOrDefault(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Key;
            if (known is null)
            {
                return $"There is no switch {name}. There are {string.Join(", ", merged.Select(pair => pair.Key))}.";
            }

            merged[known] = value?.DeepClone();
        }

        try
        {
            current = merged.Deserialize<SandboxSwitches>(SandboxJson.Switches)!;
            return null;
        }
        catch (JsonException)
        {
            return "A value does not fit its switch.";
        }
    }
}
