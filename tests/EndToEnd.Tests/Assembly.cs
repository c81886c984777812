using KosovoNato.EndToEnd.Tests.Backup;
using KosovoNato.Testing;

[assembly: AssemblyFixture(typeof(SharedStores))]
[assembly: AssemblyFixture(typeof(SharedBroker))]
[assembly: AssemblyFixture(typeof(StoreFixture))]
