using System.CommandLine;
using System.Diagnostics;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Core.Certification;

namespace Tito.Cli.Certify;

/// <summary><c>tito certify</c>: proves a template append-only for a set of roles, or shows the smallest conversation that breaks it.</summary>
internal static class CertifyCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var assets = CliOptions.Assets();
        var family = new FamilyOptions();
        var asJson = CliOptions.Json();
        var template = new Option<FileInfo?>("--template") { Description = "A chat template to certify instead of the family's.", HelpName = "FILE" };
        var own = new Option<bool>("--own-template") { Description = "Certify the checkpoint's own chat template instead of the family's." };
        var roles = new Option<string?>("--roles") { Description = "Roles that may be appended, as tool,user,system,assistant. Default: the family's.", HelpName = "ROLES" };
        var depth = new Option<int>("--depth") { Description = "Messages of the longest exhausted conversations, 2 to 12.", HelpName = "N", DefaultValueFactory = _ => 7 };
        var wide = new Option<int>("--wide-depth") { Description = "The same for the wide alphabet, 2 to 6.", HelpName = "N", DefaultValueFactory = _ => 4 };
        var random = new Option<int>("--random") { Description = "Longer random conversations, 0 to 10000000.", HelpName = "N", DefaultValueFactory = _ => 10_000 };
        var seed = new Option<ulong>("--seed") { Description = "Where the random conversations start.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var certificate = new Option<string?>("--certificate") { Description = "Write the certificate, in Markdown, to a file.", HelpName = "FILE" };
        CheckRange(depth, 2, 12);
        CheckRange(wide, 2, 6);
        CheckRange(random, 0, 10_000_000);
        var command = new Command("certify", "Prove that a chat template is append-only for a set of roles, or show the smallest conversation that breaks it.")
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

    private static Role ReadRole(string name) => name.Trim() switch
    {
        "tool" => Role.Tool,
        "user" => Role.User,
        "system" => Role.System,
        "assistant" => Role.Assistant,
        _ => throw new MessageException("--roles", $"\"{name}\" is none of tool, user, system, assistant."),
    };

    private static void CheckRange(Option<int> option, int low, int high) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() is var value && (value < low || value > high))
        {
            result.AddError($"{option.Name} must be {low} to {high}.");
        }
    });
}
