using System.Collections.Immutable;
using System.Text.Json;
using Tito.Tests.Support;

namespace Tito.Tests.Agents.Events;

/// <summary>The captured orders of <c>orders.json</c>: a list of kinds for each reader and face.</summary>
internal static class EventOrders
{
    private static readonly string Path = Repository.PathTo("tests", "Agents", "Events", "orders.json");
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n" };
    private static readonly Lock Guard = new();

    /// <summary>Holds an order against the captured one; with <c>TITO_AGENTS_WRITE=1</c> the file takes it.</summary>
    /// <param name="name">The reader and the face.</param>
    /// <param name="kinds">What it read.</param>
    public static void Hold(string name, ImmutableArray<string> kinds)
    {
        lock (Guard)
        {
            var orders = JsonSerializer.Deserialize<SortedDictionary<string, string[]>>(File.ReadAllText(Path))!;
            if (Environment.GetEnvironmentVariable("TITO_AGENTS_WRITE") == "1")
            {
                orders[name] = [.. kinds];
                File.WriteAllText(Path, JsonSerializer.Serialize(orders, Readable) + "\n");
            }

            Assert.Equal(orders.GetValueOrDefault(name, []), kinds);
        }
    }
}
