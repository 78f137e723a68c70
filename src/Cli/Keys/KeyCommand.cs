using System.Buffers.Text;
using System.CommandLine;
using System.Security.Cryptography;
using Tito.Core.Messages;
using Tito.Server.Access;
using Tito.Server.Options;

namespace Tito.Cli.Keys;

/// <summary><c>tito key NAME</c>: makes a key for clients, and the entry that a server needs to know it.</summary>
internal static class KeyCommand
{
    private const int KeyBytes = 32;

    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "Whom the key is for: the owner of the sessions that it opens." };
        var scopes = new Option<string>("--scopes")
        {
            Description = "What it may do: use, read, admin, with commas. Default: use,read.",
            HelpName = "LIST",
            DefaultValueFactory = _ => "use,read",
        };
        var perMinute = new Option<int?>("--requests-per-minute")
        {
            Description = "How many requests a minute it may send.",
            HelpName = "N",
        };
        var concurrent = new Option<int?>("--concurrent")
        {
            Description = "How many requests it may have under way at once.",
            HelpName = "N",
        };
        var command = new Command(
            "key", "Make a key for clients: the key on standard error, once; the entry of --api-keys on standard output.")
        {
            name, scopes, perMinute, concurrent,
        };
        command.SetAction((result, cancellationToken) => CliRun.GuardAsync(async () =>
        {
            var key = $"tito_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes))}";
            var entry = JsonBytes.Text(json =>
            {
                json.WriteStartObject();
                json.WriteString("name", result.GetValue(name));
                json.WriteString("sha256", AccessKey.Hash(key));
                json.WriteStartArray("scopes");
                foreach (var scope in result.GetValue(scopes)!.Split(',', StringSplitOptions.TrimEntries))
                {
                    json.WriteStringValue(scope);
                }

                json.WriteEndArray();
                if (result.GetValue(perMinute) is { } requests)
                {
                    json.WriteNumber("requests_per_minute", requests);
                }

                if (result.GetValue(concurrent) is { } atOnce)
                {
                    json.WriteNumber("concurrent", atOnce);
                }

                json.WriteEndObject();
            });

            // What the server would refuse is no key: its own reader says so.
            _ = KeyFile.Parse(StrictJson.Parse($"[{entry}]"));
            await Console.Error.WriteLineAsync(key.AsMemory(), cancellationToken);
            await Console.Out.WriteLineAsync(entry.AsMemory(), cancellationToken);
            return CliRun.Success;
        }));
        return command;
    }
}
