FROM python:3.11-slim
WORKDIR /app
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
RUN pip install --no-cache-dir --no-deps -e . && useradd --create-home daogou && mkdir .daogou && chown daogou .daogou
USER daogou
EXPOSE 8000
CMD ["daogou", "serve"]
