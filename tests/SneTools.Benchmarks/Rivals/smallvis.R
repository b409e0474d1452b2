# smallvis: data.csv map.csv perplexity iterations method, and perpstep for a perplexity lowered step by step. Prints seconds and peak memory in MiB.
library(smallvis)
args <- commandArgs(trailingOnly = TRUE)
data <- as.matrix(read.csv(args[1], header = FALSE))
method <- args[5]
eta <- c(asne = 0.1, ssne = 10, tsne = 100, tasne = 0.1)[[method]]
start <- proc.time()[["elapsed"]]
embed <- if (length(args) > 5) smallvis_perpstep else smallvis
result <- embed(X = data, method = method, perplexity = as.numeric(args[3]), max_iter = as.integer(args[4]), eta = eta,
                   scale = FALSE, Y_init = "spca", epoch_callback = FALSE, verbose = FALSE)
seconds <- proc.time()[["elapsed"]] - start
write.table(format(result, digits = 17), args[2], sep = ",", row.names = FALSE, col.names = FALSE, quote = FALSE)
status <- readLines("/proc/self/status")
memory <- as.numeric(gsub("[^0-9]", "", grep("^VmHWM", status, value = TRUE))) / 1024
cat(seconds, memory, "\n")
