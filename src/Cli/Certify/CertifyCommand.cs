using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Tito.Core.Certification;
using Tito.Core.Messages;
using Tito.Core.Rendering;

namespace Tito.Cli.Certify;

/// <summary>
/// <c>tito certify</c>: proves a template append-only for a set of roles, or shows the smallest conversation that breaks it.
/// </summary>
internal static class CertifyCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var assets = CliOptions.Assets();
        var family = new FamilyOptions();
        var asJson = CliOptions.Json();
        var template = Named<FileInfo?>("--template", "FILE", "A chat template to certify instead of the family's.");
        var own = new Option<bool>("--own-template")
        {
            Description = "Certify the checkpoint's own chat template instead of the family's.",
        };
        var roles = Named<string?>("--roles", "ROLES", "Roles that may be appended, as tool,user,system,assistant. Default: the family's.");
        var depth = Number("--depth", "Messages of the longest exhausted conversations, 2 to 12.", 7);
        var wide = Number("--wide-depth", "The same for the wide alphabet, 2 to 6.", 4);
        var random = Number("--random", "Longer random conversations, 0 to 10000000.", 10_000);
        var seed = Number("--seed", "Where the random conversations start.", 1UL);
        var certificate = Named<string?>("--certificate", "FILE", "Write the certificate, in Markdown, to a file.");
        CheckRange(depth, 2, 12);
        CheckRange(wide, 2, 6);
        CheckRange(random, 0, 10_000_000);
        var command = new Command(
            "certify", "Prove that a chat template is append-only for a set of roles, or show the smallest conversation that breaks it.")
        {
            family.Name, family.File, assets, template, own, roles, depth, wide, random, seed, asJson, certificate,
        };
        command.SetAction((result, cancellationToken) => CliRun.GuardAsync(async () =>
        {
            var model = family.Find(result);
            var files = result.LoadAssets(assets);
            var renderer = result.GetValue(template) is { } file
                ? ChatRenderer.WithTemplate(model, files, await File.ReadAllTextAsync(file.FullName, cancellationToken), file.Name)
                : result.GetValue(own) ? ChatRenderer.WithOwnTemplate(model, files) : ChatRenderer.Create(model, files);
            var options = new CertificationOptions
            {
                Roles = RoleSurface.Of(result.GetValue(roles) is { } given ? given.Split(',').Select(ReadRole) : model.AppendRoles),
                Depth = result.GetValue(depth),
                WideDepth = result.GetValue(wide),
                RandomCount = result.GetValue(random),
                Seed = result.GetValue(seed),
            };
            var clock = Stopwatch.StartNew();
            var report = new TemplateCertifier(renderer).Run(options, cancellationToken);
            clock.Stop();
            if (result.GetValue(certificate) is { } path)
            {
                await File.WriteAllTextAsync(path, CertificateMarkdown.Write(report), cancellationToken);
            }

            if (result.GetValue(asJson))
            {
                await Console.Out.WriteLineAsync(ReportJson.Write(report, clock.Elapsed));
            }
            else
            {
                ReportPrinter.Print(report, clock.Elapsed);
            }

            return report.IsCertified ? CliRun.Success : CliRun.CheckFailed;
        }));
        return command;
    }

    private static Option<T> Named<T>(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };

    private static Option<T> Number<T>(string name, string description, T fallback) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => fallback };

    private static Role ReadRole(string name) =>
        WireName.Find<Role>(name.Trim()) ?? throw new MessageException("--roles", $"\"{name}\" is none of tool, user, system, assistant.");

    private static void CheckRange(Option<int> option, int low, int high) => option.Validators.Add(result =>
    {
        // A value that is no number is the parser's to refuse.
        if (result.Tokens is [var given] && int.TryParse(given.Value, CultureInfo.InvariantCulture, out var value)
            && (value < low || value > high))
        {
            result.AddError($"{option.Name} must be {low} to {high}.");
        }
    });
}
