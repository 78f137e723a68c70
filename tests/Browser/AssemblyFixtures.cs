using Tito.Tests.Browser.Inspector;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: AssemblyFixture(typeof(InspectedSessions))]
[assembly: AssemblyFixture(typeof(AgentSession))]
