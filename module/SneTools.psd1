@{
    RootModule           = 'SneTools.psm1'
    FormatsToProcess     = @('SneTools.format.ps1xml')
    ModuleVersion        = '0.1.0'
    GUID                 = 'bcd79908-c114-4fb9-802a-1150c4f59086'
    Author               = 'The SneTools authors'
    Copyright            = '(c) 2026 The SneTools authors. MIT licence.'
    Description          = 'Stochastic neighbor embedding: turns high-dimensional rows into a map, and checks every number on the way (probabilities, divergence, gradient).'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    CmdletsToExport      = @(
        'Add-SnePoint'
        'Compare-SneEmbedding'
        'Export-SneEmbedding'
        'Export-SneModel'
        'Export-SnePlot'
        'Get-SneNeighbor'
        'Get-SneProbability'
        'Get-SneSample'
        'Get-SneSweep'
        'Import-SneData'
        'Import-SneModel'
        'Invoke-SneEmbedding'
        'Invoke-SneSweep'
        'Measure-SneEmbedding'
        'New-SneSweep'
        'Resume-SneEmbedding'
        'Show-SnePlot'
        'Stop-SneSweep'
        'Test-SneGradient'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags = @('SNE', 't-SNE', 'embedding', 'dimensionality-reduction', 'visualization', 'machine-learning')
        }
    }
}
