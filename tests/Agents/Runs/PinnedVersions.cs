using System.Text.Json;
using System.Xml.Linq;
using Tito.Tests.Support;

namespace Tito.Tests.Agents.Runs;

/// <summary>The versions that the pins name.</summary>
internal static class PinnedVersions
{
    /// <summary>npm packages, as <c>name 1.2.3, other 4.5.6</c>.</summary>
    /// <param name="folder">The folder of the package.json, in <c>tests/Agents</c>.</param>
    /// <param name="packages">Their names.</param>
    public static string Npm(string folder, params string[] packages)
    {
        var file = File.ReadAllBytes(Repository.PathTo("tests", "Agents", folder, "package.json"));
        var pins = JsonElement.Parse(file).GetProperty("dependencies");
        return string.Join(", ", packages.Select(package => $"{package} {pins.GetProperty(package).GetString()}"));
    }

    /// <summary>NuGet packages, in the same form.</summary>
    public static string NuGet(params string[] packages)
    {
        var pins = XDocument.Load(Repository.PathTo("Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(pin => pin.Attribute("Include")!.Value, pin => pin.Attribute("Version")!.Value);
        return string.Join(", ", packages.Select(package => $"{package} {pins[package]}"));
    }
}
