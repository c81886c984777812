using KosovoNato.Dashboard.Tests.Browser;
using KosovoNato.Testing;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: AssemblyFixture(typeof(SharedStores))]
[assembly: AssemblyFixture(typeof(SharedBroker))]
