# One image, two processes: the web by default, the worker with `npm run start:worker`.
FROM node:24-slim AS packages
WORKDIR /goodturn
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund

FROM packages AS built
COPY . .
RUN npx prisma generate --no-hints && npm run build

FROM packages AS slim
RUN npm prune --omit=dev --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production
# glibc keeps memory apart for each thread; with two such places an open stream costs 29 KB, with the usual eight for
# each core 59 (npm run bench -- --only streams).
ENV MALLOC_ARENA_MAX=2
WORKDIR /goodturn
COPY --from=slim /goodturn/node_modules node_modules
COPY --from=built /goodturn/node_modules/.prisma node_modules/.prisma
COPY --from=built /goodturn/build build
COPY package.json prisma.config.ts ./
COPY prisma prisma
RUN mkdir -p /var/lib/goodturn/files && chown -R node /var/lib/goodturn
ENV FILES_DIR=/var/lib/goodturn/files
USER node
EXPOSE 4405
# Before a new version starts: npx prisma migrate deploy (as the owner of the tables; it makes the role goodturn_app,
# in which web and worker then work: .env.example says what the database user needs for that)
CMD ["node", "build/server/server.js"]
