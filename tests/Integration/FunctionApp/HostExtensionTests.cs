using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>What the Functions host loads from the published folder into itself.</summary>
[Collection(PublishedApp.Name)]
public sealed class HostExtensionTests(PublishedApp app)
{
    private const string Startup = "WebJobsStartupAttribute";

    /// <summary>
    /// What every host brings, of the names that are used here: the list of the host's own build package
    /// (Microsoft.Azure.WebJobs.Script.ExtensionsMetadataGenerator 4.0.1, runtimeassemblies.txt). It removes these from an app's folder.
    /// </summary>
    private static readonly ImmutableHashSet<string> OfTheHost =
    [
        "Microsoft.ApplicationInsights", "Microsoft.Azure.WebJobs", "Microsoft.Azure.WebJobs.Extensions", "Microsoft.Azure.WebJobs.Host",
        "Microsoft.Azure.WebJobs.Script", "Microsoft.Azure.WebJobs.Script.Abstractions", "Microsoft.Net.Http.Headers", "Newtonsoft.Json",
        "System.Diagnostics.EventLog", "System.Memory.Data", "System.Security.Cryptography.ProtectedData",
    ];

    private string Extensions => Path.Combine(app.Folder, ".azurefunctions");

    /// <summary>Each assembly that says that it has a start has its place in extensions.json, with the type that it says.</summary>
    [Fact]
    public void Folder_NamesTheExtensionsThatItHas()
    {
        var named = JsonElement.Parse(File.ReadAllBytes(Path.Combine(app.Folder, "extensions.json"))).GetProperty("extensions").EnumerateArray()
            .Select(extension => $"{extension.GetProperty("hintPath").GetString()} {extension.GetProperty("typeName").GetString()!.Split(',')[0]}");

        Assert.Equal(
            Assemblies().SelectMany(file => Starts(file).Select(type => $"./.azurefunctions/{Path.GetFileName(file)} {type}")).Order(), named.Order());
    }

    /// <summary>The loader looks in the folder, in the host, and in the framework.</summary>
    [Fact]
    public void Folder_HasAllThatTheExtensionsNeedBesidesTheHost()
    {
        var present = Assemblies().Select(Path.GetFileNameWithoutExtension).ToHashSet();

        Assert.Empty(Assemblies().SelectMany(file => Needs(file).Where(name => !present.Contains(name) && !IsOfTheHost(name)).Select(name => $"{Path.GetFileName(file)} needs {name}")));
    }

    [Fact]
    public void Folder_HasNothingThatTheHostBrings() =>
        Assert.DoesNotContain(Assemblies(), file => OfTheHost.Contains(Path.GetFileNameWithoutExtension(file)));

    /// <summary>With it the host's loader takes the versions that the extension was built for, also where the host has one of its own.</summary>
    [Fact]
    public void Folder_SaysWhatTheLoaderPrefers()
    {
        var libraries = JsonElement.Parse(File.ReadAllBytes(Path.Combine(Extensions, "function.deps.json"))).GetProperty("libraries");

        Assert.Contains(libraries.EnumerateObject(), library => library.Name.StartsWith("Microsoft.Azure.WebJobs.Extensions.DurableTask/", StringComparison.Ordinal));
    }

    private string[] Assemblies() => Directory.GetFiles(Extensions, "*.dll");

    private static bool IsOfTheHost(string name) =>
        OfTheHost.Contains(name)
        || name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
        || (name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) && name != "Microsoft.Extensions.Azure")
        || File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, $"{name}.dll"));

    private static ImmutableArray<string> Needs(string file) => Read(file, metadata =>
        metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)).ToImmutableArray());

    private static ImmutableArray<string> Starts(string file) => Read(file, metadata =>
        metadata.GetAssemblyDefinition().GetCustomAttributes()
            .Select(metadata.GetCustomAttribute)
            .Where(attribute => NameOf(metadata, attribute) == Startup)
            .Select(attribute => TypeOf(metadata.GetBlobReader(attribute.Value)))
            .ToImmutableArray());

    private static ImmutableArray<string> Read(string file, Func<MetadataReader, ImmutableArray<string>> read)
    {
        using var reader = new PEReader(File.OpenRead(file));
        return read(reader.GetMetadataReader());
    }

    private static string? NameOf(MetadataReader metadata, CustomAttribute attribute) =>
        attribute.Constructor.Kind == HandleKind.MemberReference
        && metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } type
            ? metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type).Name)
            : null;

    /// <summary>The first argument of an attribute: a type by its name, behind the two bytes that begin every attribute (ECMA-335, II.23.3).</summary>
    private static string TypeOf(BlobReader value)
    {
        _ = value.ReadUInt16();
        return value.ReadSerializedString()!.Split(',')[0];
    }
}
