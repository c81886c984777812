using KosovoNato.Testing;

[assembly: AssemblyFixture(typeof(SharedStores))]
[assembly: AssemblyFixture(typeof(SharedBroker))]
