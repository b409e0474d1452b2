# Rtsne with principal components to start from and the learning rate n / 12: data.npy map.csv perplexity iterations. Prints seconds and peak
# memory in MiB.
library(Rtsne)
args <- commandArgs(trailingOnly = TRUE)
file <- file(args[1], "rb")
invisible(readBin(file, "raw", 8))
header <- rawToChar(readBin(file, "raw", readBin(file, "integer", 1, size = 2, signed = FALSE, endian = "little")))
shape <- as.integer(strsplit(sub(".*'shape': \\(([^)]*)\\).*", "\\1", header), ",")[[1]][1:2])
data <- matrix(readBin(file, "double", prod(shape), size = 4, endian = "little"), shape[1], shape[2], byrow = TRUE)
close(file)
start <- proc.time()[["elapsed"]]
initial <- prcomp(data, rank. = 2)$x
initial <- initial / sd(initial[, 1]) * 1e-4
result <- Rtsne(data, dims = 2, perplexity = as.numeric(args[3]), max_iter = as.integer(args[4]), theta = 0.5, pca = FALSE,
                normalize = FALSE, check_duplicates = FALSE, num_threads = 0, Y_init = initial,
                eta = max(200, shape[1] / 12), stop_lying_iter = 250L, mom_switch_iter = 250L)
seconds <- proc.time()[["elapsed"]] - start
write.table(format(result$Y, digits = 17), args[2], sep = ",", row.names = FALSE, col.names = FALSE, quote = FALSE)
status <- readLines("/proc/self/status")
memory <- as.numeric(gsub("[^0-9]", "", grep("^VmHWM", status, value = TRUE))) / 1024
cat(seconds, memory, "\n")
