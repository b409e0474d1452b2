# Runs what was found in a test file. Being a script file, it gives the file's $script: variables a scope for the run.
#
# The scopes are the point of doing this in PowerShell: a block runs in a scope of its own, where its BeforeAll is
# dot-sourced, so that the tests and blocks inside it see the variables; a test runs in a scope of its own with the
# BeforeEach and AfterEach around it, so that it leaves none. And only inside a script's `try` do errors that end a
# statement (a .NET exception, a cmdlet's terminating error) end the test as well, instead of being printed.
#
# Each `do { } while ($false)` takes a stray `break` or `continue` of a test, which would otherwise end our own loop.
param($____file)

$____file.RunBlock = {
    param($____block)

    do {
        try {
            $____block.Enter($ExecutionContext.SessionState)
            $____data = $____block.Arguments
            if ($____block.BeforeAll) {
                . $____block.BeforeAll @____data
            }

            & {
                foreach ($____item in $____block.Items) {
                    & $____item.Runner $____item
                }
            }
        }
        catch {
            $____block.FailSetup($_)
        }
        finally {
            if ($____block.AfterAll) {
                try {
                    . $____block.AfterAll @____data
                }
                catch {
                    $____block.FailTeardown($_)
                }
            }

            $____block.Leave()
        }
    } while ($false)
}

$____file.RunTest = {
    param($____test)

    do {
        try {
            $____test.Start($ExecutionContext.SessionState)
            $____data = $____test.Arguments
            foreach ($____each in $____test.Setups) {
                . $____each @____data
            }

            . $____test.Body @____data
        }
        catch {
            $____test.Fail($_)
        }
        finally {
            foreach ($____each in $____test.Teardowns) {
                try {
                    . $____each @____data
                }
                catch {
                    $____test.Fail($_)
                }
            }
        }
    } while ($false)

    # Not reached by an `exit` or a `break` to a label, which end the run: the test has no result then, and fails.
    $____test.Finish()
}

& $____file.RunBlock $____file.Root
