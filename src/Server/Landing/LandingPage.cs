using Tito.Server.Inspector;

namespace Tito.Server.Landing;

/// <summary>The page at the server's root. It holds no session: its script asks for them as any client does.</summary>
/// <param name="html">Takes the page.</param>
/// <param name="root">The server's root as the client called it, without a slash at the end.</param>
/// <param name="model">The served model's name.</param>
/// <param name="version">The server's release.</param>
internal sealed class LandingPage(HtmlWriter html, string root, string model, string version)
{
    private static readonly string[] States = ["empty", "complete", "pending", "incomplete", "restarted", "closed", "unreadable"];

    private static readonly (string Name, string Class)[] Columns =
    [
        ("Session", ""), ("State", ""), ("Turns", "number"), ("Left behind", "number"), ("Mismatches", "number"), ("Under way", "number"),
        ("Policy", ""), ("Owner", ""), ("Reward", "number"), ("Last used", ""), ("Opened", ""),
    ];

    /// <summary>Writes the document from its doctype to its end.</summary>
    public void Write()
    {
        html.Write($"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Write($"<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.Write($"<title>Tito: sessions</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>");
        html.WriteAsset(LandingAssets.Style);
        html.Write($"</style>\n</head>\n<body>\n<header><h1>Tito</h1><span class=\"pill\" id=\"ready\">…</span>");
        html.Write($"<p>serves {model}, release {version}</p></header>\n<main>\n");
        WriteKeyForm();
        WriteSessions();
        new LandingLines(html, root, model).Write();
        html.Write($"</main>\n<script>");
        html.WriteAsset(LandingAssets.Script);
        html.Write($"</script>\n</body>\n</html>\n");
    }

    private void WriteKeyForm()
    {
        html.Write($"<form id=\"ask\" hidden><label for=\"key\">Key</label>");
        html.Write($"<input id=\"key\" type=\"password\" autocomplete=\"off\" spellcheck=\"false\" required>");
        html.Write($"<button>Show the sessions</button>");
        html.Write($"<p><span id=\"why\"></span> It stays in this tab and is sent to this server alone.</p></form>\n");
    }

    private void WriteSessions()
    {
        html.Write($"<section aria-labelledby=\"sessions\"><div class=\"bar\"><h2 id=\"sessions\">Sessions</h2>");
        html.Write($"<input id=\"filter\" type=\"search\" aria-label=\"Id, owner or family\" placeholder=\"Id, owner or family\">");
        html.Write($"<label>State <select id=\"state\"><option value=\"\">any</option>");
        foreach (var state in States)
        {
            html.Write($"<option>{state}</option>");
        }

        html.Write($"</select></label><label><input id=\"restarts\" type=\"checkbox\"> left turns behind</label>");
        html.Write($"<label><input id=\"mismatches\" type=\"checkbox\"> has mismatches</label>");
        html.Write($"<span class=\"count\" id=\"count\"></span></div>\n");
        html.Write($"<p class=\"notice\" id=\"notice\" role=\"status\" hidden></p>\n");
        html.Write($"<noscript><p>Without script this page lists nothing; <code>GET /sessions</code> does.</p></noscript>\n");
        html.Write($"<div class=\"scroll\"><table hidden><thead><tr>");
        foreach (var (name, kind) in Columns)
        {
            html.Write($"<th scope=\"col\" class=\"{kind}\">{name}</th>");
        }

        html.Write($"</tr></thead><tbody id=\"rows\"></tbody></table><p class=\"empty\" id=\"none\" hidden></p></div>\n");
        html.Write($"<template id=\"row\"><tr>");
        html.Write($"<td><a class=\"id\"></a></td><td><span class=\"pill\"></span> <span class=\"pill\" hidden>closed</span></td>");
        foreach (var (_, kind) in Columns[2..])
        {
            html.Write($"<td class=\"{kind}\"></td>");
        }

        html.Write($"</tr></template></section>\n");
    }
}
