# Reads a test file: runs its top level and the bodies of Describe and Context, which only notes down what is in them.
# A file read by Pester is dot-sourced into a scope of its own, and so it is here.
param($____file)

& {
    param($private:____path)
    try {
        . $private:____path
    }
    catch {
        $____file.FailDiscovery($_)
    }
} $____file.Path
