using System.Text.Json;
using System.Text.Json.Nodes;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Journals;

/// <summary>Metadata as clients say it.</summary>
internal static class LabelsOf
{
    /// <summary>A text under a name.</summary>
    public static Labels One(string name, string text) =>
        Labels.Read(JsonElement.Parse(new JsonObject { [name] = text }.ToJsonString()))!;
}
