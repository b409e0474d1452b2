# Rtsne with theta = 0: data.csv map.csv perplexity iterations, and a seed. Prints seconds and peak memory in MiB.
library(Rtsne)
args <- commandArgs(trailingOnly = TRUE)
data <- as.matrix(read.csv(args[1], header = FALSE))
if (length(args) > 4) set.seed(as.integer(args[5]))
start <- proc.time()[["elapsed"]]
result <- Rtsne(data, dims = 2, perplexity = as.numeric(args[3]), max_iter = as.integer(args[4]), theta = 0,
                pca = FALSE, normalize = FALSE, check_duplicates = FALSE, num_threads = 0)
seconds <- proc.time()[["elapsed"]] - start
write.table(format(result$Y, digits = 17), args[2], sep = ",", row.names = FALSE, col.names = FALSE, quote = FALSE)
status <- readLines("/proc/self/status")
memory <- as.numeric(gsub("[^0-9]", "", grep("^VmHWM", status, value = TRUE))) / 1024
cat(seconds, memory, "\n")
