namespace GraphSimulator.Tenant.Reports;

/// <summary>Channels written in, and the people from outside who wrote.</summary>
readonly record struct TeamVisitors(int Channels, int SharedChannels, int Guests, int ExternalUsers);
