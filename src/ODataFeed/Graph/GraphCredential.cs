namespace ODataFeed.Graph;

/// <summary>How the service proves to Entra ID who it is.</summary>
enum GraphCredential
{
    /// <summary>An app registration and its secret.</summary>
    ClientSecret,

    /// <summary>An app registration and a certificate file with its private key.</summary>
    ClientCertificate,

    /// <summary>The identity Azure gives to the machine.</summary>
    ManagedIdentity,

    /// <summary>A token of Kubernetes, exchanged for one of Entra ID.</summary>
    WorkloadIdentity,

    /// <summary>Whoever is signed in to the Azure CLI on this machine.</summary>
    AzureCli,

    /// <summary>A token given in the settings: emulators and tests.</summary>
    StaticToken,
}
