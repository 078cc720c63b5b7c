"""Tensors of the graph to embeddings (PyTorch Geometric); no database."""
