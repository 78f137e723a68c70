using System.Text.Json;

namespace Tito.Tests.Agents.Runs.Given;

/// <summary>A message of a request: an assistant's in one form for all wires, any other as it was sent.</summary>
/// <param name="Role">Its role, or an item's type.</param>
/// <param name="Json">What was sent, without cache markers and with a lone text as a string; undefined for an assistant's.</param>
/// <param name="Assistant">The assistant's message; null for any other.</param>
internal sealed record GivenEntry(string Role, JsonElement Json, GivenMessage? Assistant)
{
    /// <summary>Whether two say the same in their own words.</summary>
    public bool IsSaidAs(GivenEntry other) => (Assistant is null) == (other.Assistant is null) && JsonElement.DeepEquals(Json, other.Json);
}
